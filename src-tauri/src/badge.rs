//! The number on the window's icon: the dock on a Mac, the launcher on Linux desktops that know it, a
//! dot on the taskbar's button on Windows.

use tauri::WebviewWindow;

/// Draws it, or takes it away for 0.
pub(crate) fn draw(window: &WebviewWindow, count: u32) {
    #[cfg(not(windows))]
    let drawn = window.set_badge_count((count > 0).then_some(i64::from(count)));
    #[cfg(windows)]
    let drawn = window.set_overlay_icon((count > 0).then(|| tauri::include_image!("icons/badge.png")));
    if let Err(error) = drawn {
        tracing::debug!(%error, "there is no number on the icon");
    }
}
