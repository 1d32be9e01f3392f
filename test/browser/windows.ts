import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type Visit, visit } from './browser.ts';

/** A phone that is held upright. */
export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

/** Somebody who likes their screen dark. */
export const DARK = { colorScheme: 'dark' } as const;

/** A refusal or a broken line that a journey provokes is logged by the browser itself; anything else is a fault of the page. */
export const PROVOKED = /status of 4(09|12|22)|ERR_FAILED/;

export interface Windows {
  open(browser: Browser, url: string, options?: BrowserContextOptions): Promise<Page>;
  /** Closes all that were opened and gives what their pages complained about, but for what a test provokes. */
  closeAll(provoked: RegExp): Promise<string[]>;
}

/** Keeps account of the windows that a test opens. */
export const keepWindows = (): Windows => {
  const visits: Visit[] = [];
  return {
    open: async (browser, url, options) => {
      const opened = await visit(browser, url, options);
      visits.push(opened);
      return opened.page;
    },
    closeAll: async (provoked) => {
      const complaints = visits.flatMap((one) => one.complaints);
      await Promise.all(visits.splice(0).map(({ page }) => page.context().close()));
      return complaints.filter((text) => !provoked.test(text));
    },
  };
};
