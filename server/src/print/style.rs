//! The style sheets of printed pages: each page holds all of its own.

use passport_core::paper::Paper;

use crate::store::PrinterOffset;

/// What a page of this paper needs, moved by as much as the printer is off.
pub(super) fn style(paper: Paper, offset: PrinterOffset) -> String {
    let style = match paper {
        Paper::Cards => concat!(
            include_str!("../../../web/style/print-page.css"),
            include_str!("../../../web/style/print-faces.css"),
            include_str!("../../../web/style/print-cards.css")
        ),
        Paper::Sheet => concat!(
            include_str!("../../../web/style/print-page.css"),
            include_str!("../../../web/style/print-faces.css"),
            include_str!("../../../web/style/print-strip.css"),
            include_str!("../../../web/style/print-sheet.css")
        ),
        Paper::Letter => concat!(
            include_str!("../../../web/style/print-page.css"),
            include_str!("../../../web/style/print-faces.css"),
            include_str!("../../../web/style/print-strip.css"),
            include_str!("../../../web/style/print-letter.css")
        ),
    };
    if offset == PrinterOffset::default() {
        return style.to_owned();
    }
    let PrinterOffset { right_tenths, down_tenths } = offset;
    format!("{style}:root{{--right:calc({right_tenths} * 0.1mm);--down:calc({down_tenths} * 0.1mm)}}\n")
}
