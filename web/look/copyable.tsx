import { useRef, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

const SHOWN_MS = 2000;

/** A text to be copied with one press; where the browser does not allow it, the text is selected to be copied by hand. */
export const Copyable = ({ text, label }: { readonly text: string; readonly label: string }) => {
  const shown = useRef<HTMLPreElement>(null);
  const [said, setSaid] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid('Copied');
    } catch {
      // No permission, or no secure page: the person has the keys for it.
      if (shown.current) getSelection()?.selectAllChildren(shown.current);
      setSaid('Press Ctrl or Cmd and C');
    }
    setTimeout(() => setSaid(''), SHOWN_MS);
  };
  return (
    <div class="copyable">
      <pre ref={shown}>{text}</pre>
      <button type="button" class="button small" aria-label={`Copy: ${label}`} onClick={copy}>
        <Icon name={said === 'Copied' ? 'check' : 'copy'} size={15} /> <span aria-live="polite">{said || 'Copy'}</span>
      </button>
    </div>
  );
};
