import { useState } from 'preact/hooks';
import { isOpen } from '../../lib/leads/lead-status.ts';
import { useShortcuts } from '../keyboard/use-shortcuts.ts';
import type { Lead } from '../leads/lead-queries.ts';
import { MISSING_WORDS } from '../qualification/question.ts';
import { ConvertDialog } from './convert-dialog.tsx';

const Gate = ({ lead, onConvert }: { readonly lead: Lead; readonly onConvert: () => void }) => {
  const ready = lead.gate.passed;
  useShortcuts(ready ? [{ keys: 'v', label: 'Convert the lead', run: onConvert }] : []);
  return (
    <div class="gate">
      {ready ? (
        <p class="gate-words passed">Qualified: the lead can be converted.</p>
      ) : (
        <div class="gate-words" id="gate-missing">
          <p>Before it can be converted:</p>
          <ul>
            {lead.gate.missing.map((missing) => (
              <li key={missing}>{MISSING_WORDS[missing]}</li>
            ))}
          </ul>
        </div>
      )}
      <button
        type="button"
        class="button primary wide"
        disabled={!ready}
        aria-describedby={ready ? undefined : 'gate-missing'}
        aria-keyshortcuts="v"
        onClick={onConvert}
      >
        Convert…
      </button>
    </div>
  );
};

/** Says what is still missing, and converts once nothing is. The dialog outlives the lead's closing, to show the result. */
export const ConvertButton = ({ lead }: { readonly lead: Lead }) => {
  const [open, setOpen] = useState(false);
  return (
    <>
      {isOpen(lead.status) && <Gate lead={lead} onConvert={() => setOpen(true)} />}
      {open && <ConvertDialog lead={lead} onClose={() => setOpen(false)} />}
    </>
  );
};
