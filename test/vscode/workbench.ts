import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { launchChromium } from '../browser/chromium.ts';
import { CodeServer, project, type ServerOptions } from './codeServer.ts';

const screenshots = path.join(project, '.cache/screenshots');

/** A line of the list that drops down from the top; the list of last time is still there, hidden. */
const pickLine = '.quick-input-widget .monaco-list-row:visible';

/** Milliseconds within which something on the screen must happen. */
export const patience = 90_000;

/** Milliseconds after which a list that did not stay open is opened again. */
const reopened = 15_000;

export interface WorkbenchOptions extends ServerOptions {
  /** The folder that is open. */
  readonly folder: string;
}

/** VS Code as a person sees it: in a browser, on a folder, worked by mouse and keyboard. */
export class Workbench implements AsyncDisposable {
  readonly page: Page;
  readonly server: CodeServer;
  readonly #browser: Browser;

  private constructor(page: Page, server: CodeServer, browser: Browser) {
    this.page = page;
    this.server = server;
    this.#browser = browser;
  }

  static async open(options: WorkbenchOptions): Promise<Workbench> {
    const server = await CodeServer.start(options);
    const browser = await launchChromium();
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(patience);
    const workbench = new Workbench(page, server, browser);
    try {
      await page.goto(`${server.url}/?folder=${encodeURIComponent(options.folder)}`);
      await workbench.#settled();
      return workbench;
    } catch (error) {
      await workbench[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** The line of a file in the explorer. */
  file(name: string): Locator {
    return this.page
      .locator('.explorer-folders-view .monaco-list-row')
      .filter({ has: this.page.getByText(name, { exact: true }) });
  }

  /** Right-clicks a file and chooses from its menu. */
  async rightClick(file: string, item: string): Promise<void> {
    const entry = await this.#openMenu(file, item);
    await entry.click();
    // A menu that has just opened takes no clicks, lest the button that opened it chooses something.
    await this.page.waitForTimeout(200);
    if (await entry.isVisible()) await entry.click();
  }

  /** Waits until VS Code knows the extension by an item that it adds to the menu of a file. */
  async known(file: string, item: string): Promise<void> {
    await this.#openMenu(file, item);
    await this.page.keyboard.press('Escape');
  }

  /**
   * Opens the menu of a file in which an item is. In the first seconds VS Code does not know the items of extensions: then
   * the menu is closed and opened again, as a person would.
   */
  async #openMenu(file: string, item: string): Promise<Locator> {
    const entry = this.page.locator('.monaco-menu .action-item', { hasText: item }).first();
    const deadline = Date.now() + patience;
    while (Date.now() < deadline) {
      await this.file(file).click({ button: 'right' });
      await this.page.locator('.monaco-menu .action-item').first().waitFor();
      if (await entry.isVisible()) return entry;
      await this.page.keyboard.press('Escape');
      await this.page.waitForTimeout(500);
    }
    throw new Error(`the menu of ${file} has no ${item}`);
  }

  /** What the menu of a file offers. */
  async menuOf(file: string): Promise<readonly string[]> {
    await this.file(file).click({ button: 'right' });
    await this.page.locator('.monaco-menu .action-label').first().waitFor();
    const labels = await this.page.locator('.monaco-menu .action-label').allTextContents();
    await this.page.keyboard.press('Escape');
    return labels.filter((label) => label !== '');
  }

  /** The list that drops down from the top: what it offers, once it offers something. */
  async pickLines(): Promise<readonly string[]> {
    await this.page.locator(pickLine).first().waitFor();
    return this.page.locator(pickLine).allInnerTexts();
  }

  /** Chooses a line of the list that drops down from the top. */
  async choose(line: string | RegExp): Promise<void> {
    await this.page.locator(pickLine, { hasText: line }).first().click();
  }

  /**
   * Runs a command by its title in the palette. A page that VS Code gives the focus back to, a moment after another list
   * was left, closes the palette: then it is opened again, as a person would.
   */
  async palette(title: string): Promise<void> {
    const entry = this.page.locator(pickLine, { hasText: title }).first();
    const deadline = Date.now() + patience;
    while (Date.now() < deadline) {
      await this.page.keyboard.press('F1');
      const field = this.page.locator('.quick-input-widget input').first();
      await field.waitFor();
      try {
        await field.fill(`>${title}`, { timeout: reopened });
        await entry.click({ timeout: reopened });
        return;
      } catch (error) {
        if (await field.isVisible()) throw error;
      }
    }
    throw new Error(`the palette has no ${title}`);
  }

  /** The notification that says something. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item', { hasText: text }).first();
  }

  /** Presses a button of a notification. */
  async press(notification: Locator, button: string): Promise<void> {
    await notification.locator('.monaco-button', { hasText: button }).first().click();
  }

  /** The document in a page of the editor's. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  }

  async screenshot(name: string): Promise<void> {
    mkdirSync(screenshots, { recursive: true });
    await this.page.screenshot({ path: path.join(screenshots, `${name}.png`) });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
    await this.server[Symbol.asyncDispose]();
  }

  /** Waits until the explorer lists files and extensions are known: before that, menus lack their items. */
  async #settled(): Promise<void> {
    await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
    await this.page.locator('.monaco-workbench .statusbar').waitFor();
  }
}
