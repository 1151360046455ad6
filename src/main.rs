//! The binary: hands the arguments and the environment to the library and exits with its code.

fn main() -> std::process::ExitCode {
    menshen::cli::run(std::env::args_os())
}
