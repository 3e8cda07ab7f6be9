// Leaves in package-lock.json only what package.json names. The packages it depends on are inside its bundle already; without
// this, npm would install hundreds of them for nothing.
import { readFileSync, writeFileSync } from "node:fs";

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
const named = Object.keys(lock.packages[""].dependencies).map((name) => `node_modules/${name}`);
const packages = { "": lock.packages[""] };
for (const place of named) {
  const { dependencies, ...rest } = lock.packages[place];
  packages[place] = rest;
}
writeFileSync("package-lock.json", JSON.stringify({ ...lock, packages }, null, 2) + "\n");
