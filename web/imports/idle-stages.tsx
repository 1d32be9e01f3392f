import { useLocation } from 'preact-iso/router';
import { Empty } from '../look/empty.tsx';
import { Icon } from '../look/icon.tsx';
import { ChooseFile } from './choose-file.tsx';
import { DiscardButton } from './discard-button.tsx';
import type { Import } from './import-queries.ts';
import { bytesInWords } from './import-words.ts';
import { StageTitle } from './stage-title.tsx';
import { UploadCard } from './upload-card.tsx';
import { useUploads } from './use-uploads.ts';

const ChooseAnother = ({ label }: { readonly label: string }) => {
  const { route } = useLocation();
  return (
    <ChooseFile class="button primary" onChosen={() => route('/imports')}>
      <Icon name="import" size={16} /> {label}
    </ChooseFile>
  );
};

/** A file that is not all there yet: on its way from this tab, or left half-way. */
export const UploadingStage = ({ imported }: { readonly imported: Import }) => {
  const upload = useUploads().find(({ importId }) => importId === imported.id);
  if (upload) {
    return (
      <ul class="uploads" aria-label="Uploads">
        <UploadCard upload={upload} />
      </ul>
    );
  }
  return (
    <section class="card job">
      <StageTitle name="The upload is not finished">
        It may be on its way from another tab. If that tab is closed, choose the same file again (
        {bytesInWords(imported.size)}
        ): what is there already is not sent twice.
      </StageTitle>
      <span class="head-buttons">
        <ChooseAnother label="Choose the file again" />
        <DiscardButton imported={imported} />
      </span>
    </section>
  );
};

/** A file that is no list, or cannot be read as one. */
export const RefusedStage = ({ imported }: { readonly imported: Import }) => (
  <section class="card job refused">
    <StageTitle name="This file cannot be imported">{imported.problem?.message}</StageTitle>
    <p class="soft">
      Open it in a spreadsheet and save it as CSV with one line of headers, one person a row. Then choose that file.
    </p>
    <span class="head-buttons">
      <ChooseAnother label="Choose another file" />
    </span>
  </section>
);

/** An import that somebody let go of before anything was written. */
export const DiscardedStage = () => (
  <Empty icon="import" title="This import was discarded">
    <p>Nothing of it was written.</p>
    <ChooseAnother label="Choose a file" />
  </Empty>
);
