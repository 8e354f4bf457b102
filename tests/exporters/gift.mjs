/** GIFT in, on standard input; what the published parser reads of it out, as JSON. */

import { readFileSync } from "node:fs";
import gift from "gift-pegjs";

process.stdout.write(JSON.stringify(gift.parse(readFileSync(0, "utf8"))));
