import type { Page } from 'playwright-core';
import { picture } from './browser.ts';

interface FileToGive {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Drops a file on the page, as somebody does who drags it there from their desktop. */
export const dropFile = async (page: Page, { name, bytes }: FileToGive) => {
  const transfer = await page.evaluateHandle(
    ([fileName, base64]) => {
      const data = new DataTransfer();
      const content = Uint8Array.from(atob(base64 ?? ''), (letter) => letter.charCodeAt(0));
      data.items.add(new File([content], fileName ?? ''));
      return data;
    },
    [name, bytes.toString('base64')],
  );
  await page.dispatchEvent('main', 'dragenter', { dataTransfer: transfer });
  await page.getByText('Drop it to upload').waitFor();
  await picture(page, 'import-drop');
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
};

/** Chooses a file in the page's own chooser. */
export const chooseFile = async (page: Page, { name, bytes }: FileToGive) =>
  page.setInputFiles('[data-file-chooser]', { name, mimeType: 'text/csv', buffer: bytes });
