import { useState } from 'preact/hooks';
import { Dialog } from '../look/dialog.tsx';
import { activeShortcuts, setSingleKeys, singleKeysOn } from './use-shortcuts.ts';

const Keys = ({ keys }: { readonly keys: string }) => (
  <span class="keys">
    {keys.split(' ').map((key) => (
      <kbd key={key}>{key}</kbd>
    ))}
  </span>
);

/** The dialog that lists what the keys do here, and switches them off. */
export const KeyHelp = ({ onClose }: { readonly onClose: () => void }) => {
  const [on, setOn] = useState(singleKeysOn);
  const [shortcuts] = useState(activeShortcuts);
  const change = (wanted: boolean) => {
    setSingleKeys(wanted);
    setOn(wanted);
  };
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl class="key-list">
        {shortcuts.map(({ keys, label }) => (
          <div key={keys}>
            <dt>
              <Keys keys={keys} />
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
        <div>
          <dt>
            <Keys keys="Enter" />
          </dt>
          <dd>Open the row, press the button</dd>
        </div>
        <div>
          <dt>
            <Keys keys="Esc" />
          </dt>
          <dd>Close</dd>
        </div>
      </dl>
      <label class="switch">
        <input type="checkbox" checked={on} onChange={(event) => change(event.currentTarget.checked)} />
        Single keys are on
      </label>
    </Dialog>
  );
};
