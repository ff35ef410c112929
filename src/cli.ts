#!/usr/bin/env node
import { runCommand } from './neural/backend/native/command.js';

runCommand(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
