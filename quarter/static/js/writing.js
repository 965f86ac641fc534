// The page of an item, on which notes are written: they save themselves, text blocks and keys help, the clock goes on.

import "./clock.js";
import "./writing/keys.js";
import "./writing/notes.js";
import "./writing/text_blocks.js";
