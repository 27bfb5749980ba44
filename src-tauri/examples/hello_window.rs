//! A window with one word in it and nothing else: what the benchmark measures the app against.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let word = "document.addEventListener('DOMContentLoaded', () => { document.body.id = 'hello'; \
                document.body.textContent = 'Hello'; });";
    tauri::Builder::default()
        .setup(move |app| {
            let page = tauri::WebviewUrl::External("about:blank".parse()?);
            tauri::WebviewWindowBuilder::new(app, "hello", page)
                .title("Hello")
                .inner_size(1280.0, 800.0)
                .initialization_script(word)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())?;
    Ok(())
}
