import { useState } from 'preact/hooks';
import { messageOf } from '../api/problem.ts';
import { Icon } from '../look/icon.tsx';
import { showToast } from '../look/toast.ts';
import { ProgressBar } from './progress-bar.tsx';
import { RepeatDialog } from './repeat-dialog.tsx';
import { uploadInWords } from './upload-words.ts';
import { dropUpload, retryUpload, type Upload } from './uploads.ts';

/** One file on its way: how far it is, and what can be done about it. */
export const UploadCard = ({ upload }: { readonly upload: Upload }) => {
  const { key, name, size, phase, bytes, problem, repeats, importId } = upload;
  const [closed, setClosed] = useState(false);
  const drop = () => dropUpload(key).catch((error: unknown) => showToast(messageOf(error), { tone: 'bad' }));
  const failed = phase === 'failed';
  return (
    <li class={failed ? 'card upload failed' : 'card upload'}>
      <div class="upload-head">
        <span class="upload-mark">
          <Icon name={phase === 'done' ? 'check' : 'import'} size={20} />
        </span>
        <div class="upload-what">
          <strong>{name}</strong>
          <span class="soft">{uploadInWords(upload)}</span>
        </div>
        {phase === 'done' && importId && (
          <a class="button small" href={`/imports/${importId}`}>
            Open
          </a>
        )}
        {failed && repeats && closed && (
          <button type="button" class="button small" onClick={() => setClosed(false)}>
            Decide…
          </button>
        )}
        {failed && !repeats && (
          <button type="button" class="button small" onClick={() => retryUpload(key)}>
            Try again
          </button>
        )}
        <button
          type="button"
          class="button small quiet"
          aria-label={failed || phase === 'done' ? `Take ${name} off the list` : `Cancel ${name}`}
          onClick={drop}
        >
          {failed || phase === 'done' ? <Icon name="cross" size={15} /> : 'Cancel'}
        </button>
      </div>
      {!failed && phase !== 'done' && phase !== 'queued' && (
        <ProgressBar label={`Upload of ${name}`} done={phase === 'finishing' ? size : bytes} total={size} />
      )}
      {failed && (
        <p class="notice" role="alert">
          {problem}
        </p>
      )}
      {repeats && !closed && <RepeatDialog upload={upload} repeats={repeats} onClose={() => setClosed(true)} />}
    </li>
  );
};
