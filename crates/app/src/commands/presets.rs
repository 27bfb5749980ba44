//! Playbooks that come with Fulcrum, and playbooks as files.

use fulcrum_core::playbook::Playbook;
use fulcrum_core::portable::{self, Directory, Imported, Kind, Problem, Refused};
use fulcrum_core::preset::Preset;
use fulcrum_core::{PlaybookId, StageId};
use fulcrum_store::StoreError;

use super::arranging::free_name;
use crate::App;
use crate::api::*;

/// The longest file that is read, in bytes.
const LONGEST: usize = 256 * 1024;

/// All presets, in order.
pub(super) fn preset_views() -> Vec<PresetView> {
    let view = |preset: Preset| {
        let (name, about) = preset.about()?;
        Some(PresetView {
            key: preset.key.to_owned(),
            name,
            summary: about.summary,
            runs: about.runs,
            steps: about.steps,
            missing: about.missing,
        })
    };
    Preset::all().into_iter().filter_map(view).collect()
}

impl App {
    pub(super) async fn add_a_preset(&self, request: AddPreset) -> Result<PlaybookView, AppError> {
        let gone = || AppError::new(ErrorCode::NotFound, "There is no such preset.");
        let preset = Preset::of(&request.key).ok_or_else(gone)?;
        let known = self.directory_of_names(false).await?;
        let imported = preset.playbook(&known).map_err(|refused| refusal(&refused))?;
        self.keep_new_playbook(imported.playbook).await
    }

    pub(super) async fn playbook_as_file(&self, request: PlaybookRef) -> Result<Exported, AppError> {
        let account = self.engine()?.account().id.clone();
        let id = PlaybookId::new(request.playbook_id);
        let read = self.shared.store.read(move |tx| {
            let stages = tx.stages(&account)?;
            let triggers = tx.triggers(&account)?.into_iter().filter(|trigger| trigger.playbook == id);
            let on: Vec<_> = triggers.map(|trigger| trigger.stage).collect();
            let mut playbook = tx.playbooks(&account)?.into_iter().find(|playbook| playbook.id == id);
            if let Some(playbook) = playbook.as_mut().filter(|_| !on.is_empty()) {
                let on_now = stages.into_iter().filter(|stage| on.contains(&stage.id));
                playbook.usual_stages = on_now.map(|stage| stage.text).collect();
                playbook.usual_applications = on.iter().any(StageId::is_applied);
            }
            Ok::<_, StoreError>(playbook)
        });
        let gone = || AppError::new(ErrorCode::NotFound, "The playbook does not exist any more.");
        let playbook = read.await?.ok_or_else(gone)?;
        let known = self.directory_of_names(playbook.form.is_some()).await?;
        let text = portable::export(&playbook, &known).map_err(|error| AppError::internal(&error))?;
        self.save(&file_stem(&playbook.name), "toml", text).await
    }

    pub(super) async fn look_at_file(&self, request: PlaybookFile) -> Result<PlaybookFileView, AppError> {
        let views = |problems: Vec<Problem>| problems.into_iter().map(problem_view).collect();
        Ok(match self.read_file(&request.text).await? {
            Ok(imported) => PlaybookFileView {
                name: Some(imported.playbook.name),
                problems: Vec::new(),
                left_out: views(imported.left_out),
                unknown: views(imported.unknown),
            },
            Err(refused) => PlaybookFileView {
                name: None,
                problems: views(refused.problems),
                left_out: views(refused.left_out),
                unknown: views(refused.unknown),
            },
        })
    }

    pub(super) async fn playbook_from_file(&self, request: PlaybookFile) -> Result<PlaybookView, AppError> {
        let imported = self.read_file(&request.text).await?.map_err(|refused| refusal(&refused))?;
        self.keep_new_playbook(imported.playbook).await
    }

    async fn read_file(&self, text: &str) -> Result<Result<Imported, Refused>, AppError> {
        if text.len() > LONGEST {
            return Err(AppError::invalid("This file is too large to be a playbook."));
        }
        let known = self.directory_of_names(portable::has_form(text)).await?;
        Ok(portable::import(text, &known))
    }

    /// Adds it as the last one. It is off until somebody switches it on.
    async fn keep_new_playbook(&self, playbook: Playbook) -> Result<PlaybookView, AppError> {
        let account = self.engine()?.account().id.clone();
        let id = PlaybookId::new(uuid::Uuid::now_v7().to_string());
        let new = id.clone();
        let name = self
            .shared
            .store
            .write(move |tx| {
                let all = tx.playbooks(&account)?;
                let name = free_name(&playbook.name, &all, false);
                tx.save_playbook(&account, &Playbook { id: new.clone(), name: name.clone(), ..playbook })?;
                let mut order: Vec<_> = all.into_iter().map(|playbook| playbook.id).collect();
                order.push(new);
                tx.order_playbooks(&account, &order)?;
                Ok::<_, StoreError>(name)
            })
            .await?;
        self.note(format!("The playbook {name} was added"), None).await;
        self.tell(ChangeKind::Playbooks, None);
        self.one_playbook(&id).await
    }

    /// What a file can refer to by name; feedback templates, which only Lever knows, where they are needed.
    /// Without the interview service no assessment is known.
    async fn directory_of_names(&self, forms: bool) -> Result<Directory, AppError> {
        let engine = self.engine()?;
        let account = engine.account().id.clone();
        let read = self.shared.store.read(move |tx| {
            let stages = tx.stages(&account)?.into_iter();
            let mut all: Vec<_> =
                stages.map(|stage| (Kind::Stage, stage.id.to_string(), stage.text)).collect();
            let postings = tx.postings(&account)?.into_iter().map(|row| row.posting);
            all.extend(postings.map(|posting| (Kind::Posting, posting.id.to_string(), posting.text)));
            let users = tx.users(&account)?.into_iter();
            all.extend(users.filter_map(|user| Some((Kind::User, user.id.to_string(), user.email?))));
            Ok::<_, StoreError>(all)
        });
        let mut all = read.await?;
        let fields = self.fields_of_postings().await?;
        for (kind, names) in [
            (Kind::PostingTag, fields.tags),
            (Kind::Team, fields.teams),
            (Kind::Department, fields.departments),
            (Kind::Location, fields.locations),
        ] {
            all.extend(names.into_iter().map(|name| (kind, name.clone(), name)));
        }
        let assessments = self.known_assessments().await?;
        all.extend(
            assessments.into_iter().map(|one| (Kind::Assessment, one.id.as_str().to_owned(), one.name)),
        );
        if forms {
            all.extend(self.form_names().await?);
        }
        Ok(Directory(all))
    }
}

fn problem_view(problem: Problem) -> FileProblem {
    FileProblem { line: problem.line.and_then(|line| u32::try_from(line).ok()), message: problem.message }
}

fn refusal(refused: &Refused) -> AppError {
    let said = refused.problems.iter().map(|problem| match problem.line {
        Some(line) => format!("Line {line}: {}", problem.message),
        None => problem.message.clone(),
    });
    AppError::invalid(said.collect::<Vec<_>>().join(" "))
}

/// A name as the middle of a file's name.
fn file_stem(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let stem = words.collect::<Vec<_>>().join("-");
    if stem.is_empty() { "playbook".into() } else { format!("playbook-{stem}") }
}
