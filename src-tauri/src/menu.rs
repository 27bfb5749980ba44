//! The menu bar that a Mac expects. Elsewhere there is none: the window has its palette, and its keys.

use fulcrum_app::words::{Menu as Headings, Text, WORDS};
use tauri::menu::{Menu, MenuBuilder, MenuItemBuilder, SubmenuBuilder};
use tauri::{AppHandle, Wry};

use crate::actions;

/// One row of a menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    /// An action of the page.
    Action(&'static str),
    /// What the system does by itself.
    System(System),
    Line,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum System {
    About,
    Services,
    Hide,
    HideOthers,
    ShowAll,
    Quit,
    CloseWindow,
    Undo,
    Redo,
    Cut,
    Copy,
    Paste,
    SelectAll,
    FullScreen,
    Minimize,
    Zoom,
}

/// Its heading in the catalogue, and its rows.
type Part = (fn(&Headings) -> &Text, &'static [Row]);

const MENUS: [Part; 6] = [
    (
        |menu| &menu.app,
        &[
            Row::System(System::About),
            Row::Line,
            Row::Action(actions::SETTINGS),
            Row::Line,
            Row::System(System::Services),
            Row::Line,
            Row::System(System::Hide),
            Row::System(System::HideOthers),
            Row::System(System::ShowAll),
            Row::Line,
            Row::System(System::Quit),
        ],
    ),
    (
        |menu| &menu.file,
        &[
            Row::Action(actions::SEND),
            Row::Line,
            Row::Action(actions::SYNC),
            Row::Action(actions::PAUSE),
            Row::Action(actions::RESUME),
            Row::Line,
            Row::System(System::CloseWindow),
        ],
    ),
    (
        |menu| &menu.edit,
        &[
            Row::System(System::Undo),
            Row::System(System::Redo),
            Row::Line,
            Row::System(System::Cut),
            Row::System(System::Copy),
            Row::System(System::Paste),
            Row::System(System::SelectAll),
        ],
    ),
    (
        |menu| &menu.go,
        &[
            Row::Action("palette"),
            Row::Line,
            Row::Action(actions::INBOX),
            Row::Action("go.candidates"),
            Row::Action("go.overview"),
            Row::Action("go.activity"),
            Row::Line,
            Row::Action("go.playbooks"),
            Row::Action("go.assessments"),
        ],
    ),
    (
        |menu| &menu.window,
        &[
            Row::System(System::Minimize),
            Row::System(System::Zoom),
            Row::Line,
            Row::System(System::FullScreen),
        ],
    ),
    (|menu| &menu.help, &[Row::Action("help")]),
];

/// Puts the menu bar in place.
pub(crate) fn create(app: &AppHandle) {
    if !cfg!(target_os = "macos") {
        return;
    }
    if let Err(error) = build(app).and_then(|menu| app.set_menu(menu)) {
        tracing::warn!(%error, "there is no menu bar of our own");
    }
}

fn build(app: &AppHandle) -> tauri::Result<Menu<Wry>> {
    let mut bar = MenuBuilder::new(app);
    for (heading, rows) in MENUS {
        let mut menu = SubmenuBuilder::new(app, &**heading(&WORDS.menu));
        for row in rows {
            menu = match row {
                Row::Line => menu.separator(),
                Row::System(system) => of_the_system(menu, *system),
                Row::Action(id) => {
                    let mut item = MenuItemBuilder::with_id(*id, actions::label(id));
                    if let Some(keys) = actions::accelerator(id) {
                        item = item.accelerator(keys);
                    }
                    menu.item(&item.build(app)?)
                }
            };
        }
        bar = bar.item(&menu.build()?);
    }
    bar.build()
}

fn of_the_system<'m>(
    menu: SubmenuBuilder<'m, Wry, AppHandle>,
    system: System,
) -> SubmenuBuilder<'m, Wry, AppHandle> {
    match system {
        System::About => menu.about(None),
        System::Services => menu.services(),
        System::Hide => menu.hide(),
        System::HideOthers => menu.hide_others(),
        System::ShowAll => menu.show_all(),
        System::Quit => menu.quit(),
        System::CloseWindow => menu.close_window(),
        System::Undo => menu.undo(),
        System::Redo => menu.redo(),
        System::Cut => menu.cut(),
        System::Copy => menu.copy(),
        System::Paste => menu.paste(),
        System::SelectAll => menu.select_all(),
        System::FullScreen => menu.fullscreen(),
        System::Minimize => menu.minimize(),
        System::Zoom => menu.maximize(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_menu_bar_offers_only_what_the_page_can_do() {
        for (heading, rows) in MENUS {
            for row in rows {
                if let Row::Action(id) = row {
                    assert!(actions::find(id).is_some(), "{}: {id}", &**heading(&WORDS.menu));
                }
            }
        }
    }

    #[test]
    fn a_mac_finds_what_it_expects() {
        let titles = MENUS.map(|(heading, _)| &**heading(&WORDS.menu));
        for expected in ["File", "Edit", "Window"] {
            assert!(titles.contains(&expected), "{titles:?}");
        }
        let all: Vec<&Row> = MENUS.iter().flat_map(|(_, rows)| rows.iter()).collect();
        // Without them a Mac does not copy and paste in a web view.
        for needed in [System::Copy, System::Paste, System::SelectAll, System::Quit, System::CloseWindow] {
            assert!(all.contains(&&Row::System(needed)), "{needed:?}");
        }
    }
}
