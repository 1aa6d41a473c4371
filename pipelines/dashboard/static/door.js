// In the reader's language; whoever has no scripts chooses by hand.
"use strict";

location.replace(navigator.language.toLowerCase().startsWith("zh") ? "zh/index.html" : "en/index.html");
