// Writes the log files of the VS Code server for tests, instead of its native module, which would have to be compiled
// (@vscode/spdlog, whose functions these are). Without it, the log of an extension stays empty.
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];

export const version = 0;
export function setLevel() {}
export function setFlushOn() {}

export async function createRotatingLogger(name, file) {
  return new Logger('rotating', name, file);
}
export const createAsyncRotatingLogger = createRotatingLogger;

export class Logger {
  #level = 2;
  #formatted = true;

  constructor(_type, _name, file) {
    mkdirSync(path.dirname(file), { recursive: true });
    // Writing never holds up who logs.
    this.stream = createWriteStream(file, { flags: 'a' });
    this.stream.on('error', () => {});
  }

  getLevel() {
    return this.#level;
  }
  setLevel(level) {
    this.#level = level;
  }
  setPattern() {
    this.#formatted = true;
  }
  clearFormatters() {
    this.#formatted = false;
  }
  flush() {}
  drop() {
    this.stream.end();
  }

  #write(level, text) {
    if (level < this.#level || this.stream.writableEnded) return;
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    this.stream.write(this.#formatted ? `${time} [${levels[level]}] ${text}\n` : text);
  }

  trace(text) {
    this.#write(0, text);
  }
  debug(text) {
    this.#write(1, text);
  }
  info(text) {
    this.#write(2, text);
  }
  warn(text) {
    this.#write(3, text);
  }
  error(text) {
    this.#write(4, text);
  }
  critical(text) {
    this.#write(5, text);
  }
}
