//! Styles mended against defects of the renderer.

use hayagriva::citationberg::{
    IndependentStyle, LayoutRenderingElement as Element, LongShortForm, Name, NamesChild,
    TextTarget,
    taxonomy::{StandardVariable, Variable},
};

pub(super) fn style(style: &mut IndependentStyle) {
    elements(&mut style.citation.layout.elements);
    if let Some(bibliography) = &mut style.bibliography {
        elements(&mut bibliography.layout.elements);
    }
    for part in &mut style.macros {
        elements(&mut part.children);
    }
}

fn elements(all: &mut [Element]) {
    for element in all {
        match element {
            // Names without a `cs:name` child come out empty.
            Element::Names(names) => {
                if !names.children.iter().any(|child| matches!(child, NamesChild::Name(_))) {
                    names.children.insert(0, NamesChild::Name(Name::default()));
                }
                for child in &mut names.children {
                    if let NamesChild::Substitute(substitute) = child {
                        others(&mut substitute.children);
                    }
                }
            }
            // The short form of a journal's title is never looked up.
            Element::Text(text) => {
                if let TextTarget::Variable { var, form: LongShortForm::Short } = &mut text.target
                    && *var == Variable::Standard(StandardVariable::ContainerTitle)
                {
                    *var = Variable::Standard(StandardVariable::ContainerTitleShort);
                }
            }
            Element::Group(group) => elements(&mut group.children),
            Element::Choose(choose) => {
                elements(&mut choose.if_.children);
                for branch in &mut choose.else_if {
                    elements(&mut branch.children);
                }
                if let Some(otherwise) = &mut choose.otherwise {
                    elements(&mut otherwise.children);
                }
            }
            Element::Date(_) | Element::Number(_) | Element::Label(_) => {}
        }
    }
}

/// Inside a substitute, names without children take over those of the names around them, and must stay bare.
fn others(all: &mut [Element]) {
    for element in all {
        if !matches!(element, Element::Names(_)) {
            elements(std::slice::from_mut(element));
        }
    }
}
