import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, cssOf } from '../colour/colour.ts';
import { fixtureTheme, fixtureThemes } from '../fixtures/fixtureTheme.ts';
import { isHighContrast, kindOf, type Theme, themeOf } from './theme.ts';

function expectReadable(theme: Theme): void {
  expect(contrast(theme.description, theme.body)).toBeGreaterThanOrEqual(4.5);
  expect(contrast(theme.focus, theme.background)).toBeGreaterThanOrEqual(3);
  expect(contrast(theme.border, theme.background)).toBeGreaterThanOrEqual(isHighContrast(theme.kind) ? 4.5 : 1.4);
  expect(contrast(theme.hit, theme.background)).toBeGreaterThanOrEqual(2);
  expect(contrast(theme.currentHit, theme.background)).toBeGreaterThanOrEqual(4.5);
  for (const mark of [theme.added, theme.removed, theme.changed]) {
    expect(contrast(mark, theme.background)).toBeGreaterThanOrEqual(3);
  }
}

describe('the theme of the editor', () => {
  it.each(fixtureThemes)('%s can be read', (name) => {
    const theme = fixtureTheme(name);
    expectReadable(theme);
    // Marks and hits are told by shape too, but not by the same colour.
    expect(new Set([theme.added, theme.removed, theme.changed].map(cssOf)).size).toBe(3);
  });

  it('gives its own colours where they can be read', () => {
    const theme = fixtureTheme('dark');
    expect(cssOf(theme.background)).toBe('#1f1f1f');
    expect(cssOf(theme.body)).toBe('#313131');
    expect(cssOf(theme.description)).toBe('#9d9d9d');
    expect(cssOf(theme.focus)).toBe('#0078d4');
  });

  it('makes a description that is quieter than the title where the theme has none', () => {
    const { description, foreground } = fixtureTheme('light');
    expect(cssOf(description)).not.toBe(cssOf(foreground));
  });

  it('is made up where variables are missing', () => {
    for (const kind of ['dark', 'light', 'high-contrast-dark', 'high-contrast-light'] as const) {
      const theme = themeOf(kind, () => '');
      expectReadable(theme);
      expect(theme.fontFamily).not.toBe('');
    }
  });

  it('is readable whatever somebody chose for borders and descriptions', () => {
    const channel = fc.integer({ min: 0, max: 255 });
    const css = fc.tuple(channel, channel, channel).map((channels) => `rgb(${channels.join(', ')})`);
    fc.assert(
      fc.property(css, css, (border, description) => {
        const theme = themeOf('dark', (name) => {
          if (name === '--vscode-input-border') return border;
          if (name === '--vscode-descriptionForeground') return description;
          return name === '--vscode-foreground' ? '#cccccc' : '';
        });
        expect(contrast(theme.description, theme.body)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(theme.border, theme.background)).toBeGreaterThanOrEqual(1.4);
      }),
    );
  });

  it.each([
    ['vscode-dark', 'dark'],
    ['vscode-light', 'light'],
    ['vscode-high-contrast', 'high-contrast-dark'],
    ['vscode-high-contrast-light vscode-high-contrast', 'high-contrast-light'],
    ['', 'dark'],
  ])('is of the kind that the classes “%s” say', (classes, kind) => {
    const all = classes.split(' ');
    expect(kindOf({ contains: (name) => all.includes(name) })).toBe(kind);
  });
});
