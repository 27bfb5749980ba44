use std::cell::Cell;
use std::path::PathBuf;

use crate::support::{Page, until};

/// Numbered pictures of a story, and its text on standard output.
pub struct Album {
    folder: PathBuf,
    number: Cell<u32>,
}

impl Album {
    /// An empty album.
    pub fn new(folder: PathBuf) -> Self {
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        Self { folder, number: Cell::new(0) }
    }

    /// Says what happens now.
    pub fn say(&self, words: &str) {
        println!("  {words}");
    }

    /// Takes a picture of what is to be seen, once nothing moves any more.
    pub async fn take(&self, page: &Page, name: &str) {
        until("the page to stand still", async || {
            let moving = "return document.getAnimations().filter(a => a.playState === 'running' \
                && a.effect.getComputedTiming().iterations !== Infinity).length";
            match page.js(moving).await.as_u64() {
                Some(0) => Ok(()),
                moving => Err(format!("{moving:?} animations")),
            }
        })
        .await;
        self.number.set(self.number.get() + 1);
        page.picture(&self.folder.join(format!("{:02}-{name}.png", self.number.get()))).await;
    }
}
