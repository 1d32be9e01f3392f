import { Icon } from '../look/icon.tsx';
import { PageTitle } from '../look/page-title.tsx';
import { Ago } from '../wording/ago.tsx';
import { dayName } from '../wording/relative-time.ts';
import type { Import } from './import-queries.ts';
import { ImportStateChip } from './import-state-chip.tsx';
import { bytesInWords, counted } from './import-words.ts';
import { presetName } from './mapping-words.ts';

const ENCODINGS = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252',
} as const satisfies Readonly<Record<NonNullable<Import['format']>['encoding'], string>>;

const DELIMITERS = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
} as const satisfies Readonly<Record<NonNullable<Import['format']>['delimiter'], string>>;

/** What a file is: who brought it, how large it is, how it is written. */
export const ImportHeader = ({ imported }: { readonly imported: Import }) => {
  const { name, state, size, rows, format, preset, folder, createdBy, createdAt, repeats, options } = imported;
  return (
    <section class="card record-head" aria-label="The file">
      <div class="record-who">
        <span class="head-mark">
          <Icon name="import" size={28} />
        </span>
        <div class="record-name">
          <PageTitle name={name} />
          <span class="record-work">
            {createdBy ? `${createdBy.name}, ` : ''}
            {folder && `dropped into the folder ${folder}, `}
            <Ago at={createdAt} /> · {rows !== null && `${counted(rows, 'row')}, `}
            {bytesInWords(size)}
            {format && ` · ${ENCODINGS[format.encoding]}, separated by ${DELIMITERS[format.delimiter]}`}
          </span>
          <span class="chips">
            <ImportStateChip state={state} />
            {preset && <span class="chip">{presetName(preset)} export</span>}
            {options?.source && <span class="chip">{options.source}</span>}
            {options?.tags?.map((tag) => (
              <span key={tag} class="chip tag">
                {tag}
              </span>
            ))}
          </span>
        </div>
      </div>
      {repeats && (
        <p class="repeats">
          The same content came in before, on {dayName(repeats.createdAt, Date.now())}:{' '}
          <a href={`/imports/${repeats.id}`}>{repeats.name}</a>
        </p>
      )}
    </section>
  );
};
