//! Memory that is given back to the kernel and asked for again a moment later costs more than what is done in it.
#![allow(unsafe_code)]

/// Keeps memory that was freed, up to a gigabyte, for the next use. For programs that handle values of megabytes
/// one after another: glibc gives each of them back at once, and the kernel must clear the pages of the next one
/// (three quarters of the time of a task that only carries 64 MiB there and back). Elsewhere nothing happens.
pub fn keep_freed_memory() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        const GIGABYTE: libc::c_int = 1 << 30;
        // SAFETY: `mallopt` changes two numbers of the allocator under its own lock; it may be called at any time.
        unsafe {
            libc::mallopt(libc::M_MMAP_THRESHOLD, GIGABYTE);
            libc::mallopt(libc::M_TRIM_THRESHOLD, GIGABYTE);
        }
    }
}
