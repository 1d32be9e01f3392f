import { useLocation } from 'preact-iso/router';
import { Dialog } from '../look/dialog.tsx';
import { clockTime, dayName } from '../wording/relative-time.ts';
import { useImport } from './import-queries.ts';
import { countsInWords } from './import-words.ts';
import { dropUpload, retryUpload, type Upload } from './uploads.ts';

interface RepeatDialogProps {
  readonly upload: Upload;
  /** The id of the earlier import. */
  readonly repeats: string;
  readonly onClose: () => void;
}

/** Says that this very content was imported before, and asks which way to go. */
export const RepeatDialog = ({ upload, repeats, onClose }: RepeatDialogProps) => {
  const { route } = useLocation();
  const earlier = useImport(repeats).data;
  const open = () => {
    void dropUpload(upload.key);
    route(`/imports/${repeats}`);
  };
  const counts = earlier ? countsInWords(earlier.counts) : '';
  return (
    <Dialog title="This file was imported before" onClose={onClose}>
      <p>
        {earlier
          ? `The same content came in on ${dayName(earlier.createdAt, Date.now())}, ${clockTime(earlier.createdAt)}, as “${earlier.name}”${earlier.createdBy ? `, by ${earlier.createdBy.name}` : ''}${counts && `: ${counts}`}.`
          : 'The same content came in before.'}{' '}
        Importing it again makes no doubles of the leads that are there; you see a plan before anything is written.
      </p>
      <div class="form-buttons">
        <button type="button" class="button" onClick={() => retryUpload(upload.key, true)}>
          Import it again
        </button>
        <button type="submit" class="button primary" onClick={open}>
          Open that import
        </button>
      </div>
    </Dialog>
  );
};
