//! Feedback templates of the made-up company.

use serde_json::{Value, json};

use crate::world::entities::Millis;

/// By title, as lists come. The ids are the same in every account.
pub(crate) fn templates(created_at: Millis) -> Vec<Value> {
    let template = |id: &str, text: &str, instructions: &str, fields: Value| {
        json!({
            "id": id,
            "text": text,
            "instructions": instructions,
            "group": null,
            "fields": fields,
            "stage": null,
            "createdAt": created_at,
            "updatedAt": created_at,
        })
    };
    let rating = json!({
        "id": "5f0c2b7e-1d84-4a39-9b6e-0c3d7a1f2e10",
        "type": "score-system",
        "text": "Rating",
        "description": "",
        "required": true,
        "options": [
            { "text": "4 - Strong Hire" },
            { "text": "3 - Hire" },
            { "text": "2 - No Hire" },
            { "text": "1 - Strong No Hire" },
        ],
        "value": null,
    });
    let question = |id: &str, kind: &str, text: &str, required: bool| json!({ "id": id, "type": kind, "text": text, "description": "", "required": required, "value": null });
    vec![
        template(
            "9c1e4d52-7a0b-4f68-8e2d-6b5f3a9c7d20",
            "Phone screen",
            "Rate against the job, not against other candidates.",
            json!([
                rating,
                question(
                    "6a1d3c8f-2e95-4b4a-8c7f-1d4e8b2a3f11",
                    "textarea",
                    "What spoke for the candidate?",
                    false
                ),
                question(
                    "7b2e4d90-3fa6-4c5b-9d80-2e5f9c3b4012",
                    "yes-no",
                    "Would you like to work together?",
                    false
                ),
            ]),
        ),
        template(
            "a0d2f5b6-8b1c-4079-9f3e-7c604bad8e21",
            "Screening result",
            "Filled in from a written screening.",
            json!([
                rating,
                question("8c3f5ea1-40b7-4d6c-ae91-3f60ad4c5123", "text", "Assessment", true),
                question("9d406fb2-51c8-4e7d-bfa2-4071be5d6234", "textarea", "Comment", false),
            ]),
        ),
    ]
}
