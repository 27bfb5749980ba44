//! Checks that the page exists, then lets Tauri read the configuration and the capabilities.
#![forbid(unsafe_code)]
#![expect(clippy::print_stderr, reason = "a build script has no other way to speak")]

use std::path::Path;

fn main() {
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=icons");
    println!("cargo:rerun-if-changed=ui/dist");
    if !Path::new("ui/dist/index.html").exists() {
        fail(
            "The window's page is not built yet (ui/dist/index.html is missing).\n\
             Build it with `npm ci && npm run build`, or let `cargo xtask run` do everything.",
        );
    }
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(tauri_build::AppManifest::new().commands(&["call", "arrived", "keep"]));
    if let Err(error) = tauri_build::try_build(attributes) {
        fail(&format!("{error:#}"));
    }
}

fn fail(words: &str) -> ! {
    for line in words.lines() {
        println!("cargo:warning={line}");
    }
    eprintln!("{words}");
    std::process::exit(1);
}
