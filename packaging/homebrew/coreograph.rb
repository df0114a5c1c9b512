# Template of the Homebrew formula. The release workflow replaces @REPOSITORY@, @VERSION@ and @SHA256@ (of the source archive
# of the tag), and attaches the result to the release.
class Coreograph < Formula
  desc "Watch the same work run under several execution models"
  homepage "https://github.com/@REPOSITORY@"
  url "https://github.com/@REPOSITORY@/archive/refs/tags/v@VERSION@.tar.gz"
  sha256 "@SHA256@"
  license any_of: ["MIT", "Apache-2.0"]
  head "https://github.com/@REPOSITORY@.git", branch: "main"

  depends_on "rust" => :build

  def install
    system "cargo", "install", *std_cargo_args
    system bin/"coreograph", "man", "--dir", man1
    generate_completions_from_executable(bin/"coreograph", "completions")
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/coreograph --version")
    report = shell_output("#{bin}/coreograph race --headless --seconds 0.2 --lanes threads,pool --format json")
    assert_match "coreograph.race/1", report
  end
end
