{
  description = "Watch the same work run under several execution models";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs }:
    let
      systems = [
        "x86_64-linux"
        "aarch64-linux"
        "aarch64-darwin"
      ];
      manifest = nixpkgs.lib.importTOML ./Cargo.toml;
      forEach = make: nixpkgs.lib.genAttrs systems (system: make nixpkgs.legacyPackages.${system});
    in
    {
      packages = forEach (pkgs: {
        default = pkgs.rustPlatform.buildRustPackage {
          pname = manifest.package.name;
          version = manifest.package.version;
          src = self;
          cargoLock.lockFile = ./Cargo.lock;
          # The tests measure and need terminals and processes that a build's sandbox does not give.
          doCheck = false;
          nativeBuildInputs = [ pkgs.installShellFiles ];
          postInstall = ''
            $out/bin/coreograph man --dir man
            installManPage man/*.1
            for shell in bash zsh fish; do
              $out/bin/coreograph completions $shell > coreograph.$shell
            done
            installShellCompletion coreograph.bash coreograph.zsh coreograph.fish
          '';
          meta = {
            description = manifest.package.description;
            license = with pkgs.lib.licenses; [
              mit
              asl20
            ];
            mainProgram = "coreograph";
            platforms = systems;
          };
        };
      });

      devShells = forEach (pkgs: {
        default = pkgs.mkShell {
          packages = [
            pkgs.cargo
            pkgs.clippy
            pkgs.rustc
            pkgs.rustfmt
            pkgs.python3
          ];
        };
      });
    };
}
