//! Several playbooks: copies, order, and letting one go.

use fulcrum_core::PlaybookId;
use fulcrum_core::playbook::Playbook;
use fulcrum_store::Tx;

use crate::App;
use crate::api::*;

fn gone() -> AppError {
    AppError::new(ErrorCode::NotFound, "The playbook does not exist any more.")
}

pub(super) fn find(
    tx: &Tx<'_>,
    account: &fulcrum_core::AccountId,
    id: &PlaybookId,
) -> Result<(Vec<Playbook>, usize), AppError> {
    let all = tx.playbooks(account)?;
    let at = all.iter().position(|playbook| playbook.id == *id).ok_or_else(gone)?;
    Ok((all, at))
}

impl App {
    pub(super) async fn copy_of_a_playbook(&self, request: PlaybookRef) -> Result<PlaybookView, AppError> {
        let account = self.engine()?.account().id.clone();
        let (wanted, copy) =
            (PlaybookId::new(request.playbook_id), PlaybookId::new(uuid::Uuid::now_v7().to_string()));
        let id = copy.clone();
        self.shared
            .store
            .write(move |tx| {
                let (all, at) = find(tx, &account, &wanted)?;
                let name = free_name(&all[at].name, &all, true);
                tx.save_playbook(&account, &Playbook { id: copy.clone(), name, ..all[at].clone() })?;
                let mut order: Vec<PlaybookId> = all.into_iter().map(|playbook| playbook.id).collect();
                order.insert(at + 1, copy);
                Ok::<_, AppError>(tx.order_playbooks(&account, &order)?)
            })
            .await?;
        self.tell(ChangeKind::Playbooks, None);
        self.one_playbook(&id).await
    }

    pub(super) async fn forget_playbook(&self, request: PlaybookRef) -> Result<Vec<PlaybookView>, AppError> {
        let account = self.engine()?.account().id.clone();
        let wanted = PlaybookId::new(request.playbook_id);
        let name = self
            .shared
            .store
            .write(move |tx| {
                let (mut all, at) = find(tx, &account, &wanted)?;
                if all.len() == 1 {
                    return Err(AppError::invalid(
                        "This is the only playbook. Copy it before you delete it.",
                    ));
                }
                if tx.triggers(&account)?.iter().any(|trigger| trigger.playbook == wanted) {
                    return Err(AppError::invalid("Switch the playbook off before you delete it."));
                }
                if tx.has_screenings(&account, &wanted)? {
                    return Err(AppError::invalid(
                        "Screenings were sent with this playbook: their tags, notes and moves need it.",
                    ));
                }
                tx.delete_playbook(&account, &wanted)?;
                Ok(all.remove(at).name)
            })
            .await?;
        self.note(format!("The playbook {name} was deleted"), None).await;
        self.tell(ChangeKind::Playbooks, None);
        self.all_playbooks().await
    }

    pub(super) async fn put_in_order(&self, request: OrderPlaybooks) -> Result<Vec<PlaybookView>, AppError> {
        let account = self.engine()?.account().id.clone();
        let order: Vec<PlaybookId> = request.playbook_ids.into_iter().map(PlaybookId::new).collect();
        self.shared.store.write(move |tx| tx.order_playbooks(&account, &order)).await?;
        self.tell(ChangeKind::Playbooks, None);
        self.all_playbooks().await
    }
}

/// `Name`, `Name 2`, and so on, whichever is free; of a copy `Name copy`, `Name copy 2`.
pub(super) fn free_name(name: &str, all: &[Playbook], copy: bool) -> String {
    let first = if copy { format!("{name} copy") } else { name.to_owned() };
    let names = (2..).map(|n| format!("{first} {n}"));
    std::iter::once(first.clone())
        .chain(names)
        .find(|name| !is_taken(name, all))
        .unwrap_or_else(|| name.to_owned())
}

/// Whether a playbook has this name already, in whatever case.
pub(super) fn is_taken(name: &str, all: &[Playbook]) -> bool {
    all.iter().any(|playbook| playbook.name.to_lowercase() == name.to_lowercase())
}
