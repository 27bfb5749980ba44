//! Who draws the page: the graphics card, where there is one.
//!
//! Without one (a virtual machine, a remote desktop) the web view would have the processor play the card,
//! which takes memory and time.

use std::path::Path;

/// WebKit's own switch. It is read when the first web view is made: one that is told later stays deaf to the
/// mouse wheel.
const SWITCH: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";

/// Lets pages be drawn without a card if there is none. To be called first of all: the environment must
/// not change once other threads may read it.
pub(crate) fn suit() {
    if !has_a_card(Path::new("/dev")) {
        // Whoever started the program may know better. Without the switch pages are only drawn slower.
        let _ = glib::setenv(SWITCH, "1", false);
    }
}

/// Whether the kernel offers a device to draw with.
fn has_a_card(devices: &Path) -> bool {
    let listed = std::fs::read_dir(devices.join("dri"));
    let draws = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b"renderD");
    listed.is_ok_and(|mut all| all.any(|one| one.is_ok_and(|one| draws(&one.file_name()))))
        || devices.join("nvidia0").exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_display_alone_is_no_card() {
        let devices = tempfile::tempdir().expect("a folder");
        let touch = |name: &str| std::fs::write(devices.path().join(name), "").expect("a file");
        assert!(!has_a_card(devices.path()));
        std::fs::create_dir(devices.path().join("dri")).expect("a folder");
        touch("dri/card0");
        assert!(!has_a_card(devices.path()));
        touch("dri/renderD128");
        assert!(has_a_card(devices.path()));
    }

    #[test]
    fn the_card_of_the_makers_own_driver_counts() {
        let devices = tempfile::tempdir().expect("a folder");
        std::fs::write(devices.path().join("nvidia0"), "").expect("a file");
        assert!(has_a_card(devices.path()));
    }
}
