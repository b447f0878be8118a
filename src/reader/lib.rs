//! Reads role packs from Markdown and other formats and writes them back.
