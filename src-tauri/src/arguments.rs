use std::path::PathBuf;

use clap::Parser;

/// Fulcrum: screens candidates for recruiters who hire with Lever.
#[derive(Debug, Clone, Parser)]
#[command(name = "fulcrum", version)]
pub(crate) struct Arguments {
    /// Work with a sample company instead of your own Lever account.
    #[arg(long)]
    pub(crate) demo: bool,

    /// Keep everything in this folder instead of the usual one.
    #[arg(long, value_name = "DIR")]
    pub(crate) profile: Option<PathBuf>,

    /// Start in the tray, without showing the window.
    #[arg(long)]
    pub(crate) hidden: bool,

    /// Seconds after which a closed window lets go of its memory.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub(crate) free_after: u64,

    /// How many candidates the sample company has.
    #[arg(long, value_name = "N", default_value_t = 60)]
    pub(crate) sample_size: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flag_is_understood() {
        let read = Arguments::try_parse_from([
            "fulcrum",
            "--demo",
            "--profile",
            "/p",
            "--hidden",
            "--sample-size",
            "9",
        ]);
        let read = read.expect("valid arguments");
        assert!(read.demo && read.hidden);
        assert_eq!(read.profile, Some(PathBuf::from("/p")));
        assert_eq!(read.sample_size, 9);
    }

    #[test]
    fn no_flag_is_needed() {
        let read = Arguments::try_parse_from(["fulcrum"]).expect("valid arguments");
        assert!(!read.demo && !read.hidden && read.profile.is_none());
    }
}
