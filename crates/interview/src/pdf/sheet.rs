//! Text that flows over A4 pages. It is set in a font of our own; what that does not have is taken from the
//! fonts of this computer, so that every name can be read.

use std::collections::HashMap;
use std::sync::Arc;

use cosmic_text::{Attrs, Buffer, Family, FontSystem, LayoutGlyph, Metrics, Shaping, Wrap, fontdb};
use krilla::color::rgb;
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{ArtifactType, ContentTag, Identifier, Node, SpanTag, Tag, TagGroup, TagTree};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Data, Document};

/// The font that is always there: Latin, Greek, Cyrillic.
const OWN: &[u8] = include_bytes!("../../fonts/NotoSans-Regular.ttf");
const FAMILY: &str = "Noto Sans";
/// A4 in points.
const PAGE: (f32, f32) = (595.0, 842.0);
const MARGIN: f32 = 64.0;
/// Where the number of the page stands, from above.
const FOOT: f32 = PAGE.1 - 36.0;

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct PdfError(&'static str);

impl From<tokio::task::JoinError> for PdfError {
    fn from(_: tokio::task::JoinError) -> Self {
        Self("drawing was broken off")
    }
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    Heading,
    Text,
    /// What the candidate said.
    Said,
    Small,
}

impl Role {
    /// Size of letters, height of a line, room above; in points.
    fn measure(self) -> (f32, f32, f32) {
        match self {
            Self::Title => (22.0, 30.0, 2.0),
            Self::Heading => (12.5, 18.0, 20.0),
            Self::Text | Self::Said => (10.5, 16.0, 5.0),
            Self::Small => (8.5, 13.0, 5.0),
        }
    }

    fn colour(self) -> rgb::Color {
        match self {
            Self::Small => rgb::Color::new(95, 95, 102),
            _ => rgb::Color::new(24, 24, 27),
        }
    }

    fn tag(self) -> TagGroup {
        match self {
            Self::Title => TagGroup::new(Tag::Hn(std::num::NonZeroU16::MIN, None)),
            Self::Heading => TagGroup::new(Tag::Hn(std::num::NonZeroU16::MIN.saturating_add(1), None)),
            Self::Text | Self::Said | Self::Small => TagGroup::new(Tag::P),
        }
    }

    fn indent(self) -> f32 {
        if self == Self::Said { 12.0 } else { 0.0 }
    }
}

/// A document that is being written.
pub(super) struct Sheet {
    title: String,
    paragraphs: Vec<(Role, String)>,
}

/// A line with its place on a page.
struct Line {
    paragraph: usize,
    role: Role,
    text: String,
    glyphs: Vec<LayoutGlyph>,
    /// Of the letters' feet, from above.
    y: f32,
}

impl Sheet {
    pub(super) fn new(title: String) -> Self {
        Self { title, paragraphs: Vec::new() }
    }

    /// Adds a paragraph; none if it is empty.
    pub(super) fn add(&mut self, role: Role, text: &str) {
        let text: String = text.chars().filter(|sign| is_said(*sign)).collect();
        if !text.trim().is_empty() {
            self.paragraphs.push((role, text.trim_end().to_owned()));
        }
    }

    /// Sets everything.
    pub(super) fn finish(self) -> Result<Vec<u8>, PdfError> {
        let mut fonts = own_fonts();
        let mut pages = self.set(&mut fonts);
        let is_hole = |glyph: &LayoutGlyph| glyph.glyph_id == 0;
        if pages.iter().flatten().any(|line| line.glyphs.iter().any(is_hole)) {
            fonts.db_mut().load_system_fonts();
            fonts = FontSystem::new_with_locale_and_db("en".into(), fonts.into_locale_and_db().1);
            pages = self.set(&mut fonts);
        }
        let mut drawn = Drawn { fonts, known: HashMap::new(), groups: Vec::new() };
        drawn.groups.extend(self.paragraphs.iter().map(|(role, _)| role.tag()));
        let mut document = Document::new();
        let count = pages.len();
        for (at, lines) in pages.iter().enumerate() {
            let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or(PdfError("there is no such page"))?;
            let mut page = document.start_page_with(settings);
            let mut surface = page.surface();
            drawn.lines(&mut surface, lines);
            drawn.foot(&mut surface, at + 1, count);
            surface.finish();
            page.finish();
        }
        let mut tree = TagTree::new().with_lang(Some("en".into()));
        for group in drawn.groups {
            tree.push(Node::Group(group));
        }
        document.set_tag_tree(tree);
        document
            .set_metadata(Metadata::new().title(self.title).language("en".into()).creator("Fulcrum".into()));
        document.finish().map_err(|_| PdfError("the file cannot be written"))
    }

    /// Breaks paragraphs into lines, and lines into pages.
    fn set(&self, fonts: &mut FontSystem) -> Vec<Vec<Line>> {
        let mut pages = vec![Vec::new()];
        let mut y = MARGIN;
        for (paragraph, (role, text)) in self.paragraphs.iter().enumerate() {
            let (size, height, above) = role.measure();
            let lines = broken(fonts, *role, text);
            // A heading stays with what it is about.
            let wanted = if *role == Role::Heading { 3.0 * height } else { 0.0 };
            if y + above + height + wanted > PAGE.1 - MARGIN && y > MARGIN {
                pages.push(Vec::new());
                y = MARGIN;
            } else if y > MARGIN {
                y += above;
            }
            for (text, glyphs) in lines {
                if y + height > PAGE.1 - MARGIN {
                    pages.push(Vec::new());
                    y = MARGIN;
                }
                let line = Line { paragraph, role: *role, text, glyphs, y: y + (height + size * 0.7) / 2.0 };
                if let Some(page) = pages.last_mut() {
                    page.push(line);
                }
                y += height;
            }
        }
        pages
    }
}

/// Whether a sign is part of what somebody says, rather than made to turn text around or to hide it.
fn is_said(sign: char) -> bool {
    let turns = matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !turns && (!sign.is_control() || matches!(sign, '\n' | '\t'))
}

/// The lines of a paragraph.
fn broken(fonts: &mut FontSystem, role: Role, text: &str) -> Vec<(String, Vec<LayoutGlyph>)> {
    let (size, height, _) = role.measure();
    let mut buffer = Buffer::new(fonts, Metrics::new(size, height));
    buffer.set_wrap(Wrap::WordOrGlyph);
    buffer.set_size(Some(PAGE.0 - 2.0 * MARGIN - role.indent()), None);
    buffer.set_text(text, &Attrs::new().family(Family::Name(FAMILY)), Shaping::Advanced, None);
    buffer.shape_until_scroll(fonts, false);
    buffer.layout_runs().map(|run| (run.text.to_owned(), run.glyphs.to_vec())).collect()
}

fn own_fonts() -> FontSystem {
    let mut db = fontdb::Database::new();
    db.load_font_source(fontdb::Source::Binary(Arc::new(OWN)));
    FontSystem::new_with_locale_and_db("en".into(), db)
}

/// What has been drawn so far.
struct Drawn {
    fonts: FontSystem,
    known: HashMap<fontdb::ID, Option<Font>>,
    groups: Vec<TagGroup>,
}

impl Drawn {
    fn lines(&mut self, surface: &mut Surface<'_>, lines: &[Line]) {
        for part in lines.chunk_by(|a, b| a.paragraph == b.paragraph) {
            let Some(first) = part.first() else { continue };
            let id: Identifier = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            for line in part {
                self.line(surface, line);
            }
            surface.end_tagged();
            if let Some(group) = self.groups.get_mut(first.paragraph) {
                group.push(id);
            }
        }
    }

    fn line(&mut self, surface: &mut Surface<'_>, line: &Line) {
        ink(surface, line.role.colour());
        let same = |a: &LayoutGlyph, b: &LayoutGlyph| (a.font_id, a.level) == (b.font_id, b.level);
        for run in line.glyphs.chunk_by(same) {
            let Some(first) = run.first() else { continue };
            let Some(font) = self.font(first) else { continue };
            let start = Point::from_xy(MARGIN + line.role.indent() + first.x, line.y);
            let glyphs: Vec<_> = run.iter().map(glyph).collect();
            surface.draw_glyphs(start, &glyphs, font, &line.text, first.font_size, false);
        }
    }

    fn foot(&mut self, surface: &mut Surface<'_>, page: usize, of: usize) {
        surface
            .start_tagged(ContentTag::Artifact(krilla::tagging::Artifact::with_kind(ArtifactType::Footer)));
        for (text, glyphs) in broken(&mut self.fonts, Role::Small, &format!("{page} of {of}")) {
            let line = Line { paragraph: 0, role: Role::Small, text, glyphs, y: FOOT };
            self.line(surface, &line);
        }
        surface.end_tagged();
    }

    /// A font as the file holds it.
    fn font(&mut self, glyph: &LayoutGlyph) -> Option<Font> {
        if !self.known.contains_key(&glyph.font_id) {
            let index = self.fonts.db().face(glyph.font_id).map_or(0, |face| face.index);
            let font = self.fonts.get_font(glyph.font_id, glyph.font_weight);
            let font = font.and_then(|font| Font::new(Data::from(font.data().to_vec()), index));
            self.known.insert(glyph.font_id, font);
        }
        self.known.get(&glyph.font_id).cloned().flatten()
    }
}

/// A glyph in parts of the letters' size, as files have it.
fn glyph(glyph: &LayoutGlyph) -> KrillaGlyph {
    KrillaGlyph {
        glyph_id: GlyphId::new(u32::from(glyph.glyph_id)),
        text_range: glyph.start..glyph.end,
        x_advance: glyph.w / glyph.font_size,
        x_offset: glyph.x_offset,
        y_offset: glyph.y_offset,
        y_advance: 0.0,
        location: None,
    }
}

fn ink(surface: &mut Surface<'_>, colour: rgb::Color) {
    let opacity = NormalizedF32::ONE;
    surface.set_fill(Some(Fill { paint: colour.into(), opacity, rule: krilla::paint::FillRule::default() }));
}
