//! Writes the generated TypeScript to standard output.
#![allow(clippy::print_stdout, reason = "standard output is this program's purpose")]

fn main() {
    print!("{}", fulcrum_app::typescript_module());
}
