import { CheckField, SelectField, TextAreaField, TextField } from '../look/field.tsx';
import { TagInput } from '../tags/tag-input.tsx';
import { PROOF_LABELS, proofNamed } from './form-words.ts';
import type { SectionProps } from './use-form-edit.ts';

/** The first refusal of a list, whatever its place in it. */
const firstOf = (errorAt: SectionProps['errorAt'], path: string, count: number): string | undefined =>
  errorAt(path) ?? Array.from({ length: count }, (_, place) => errorAt(`${path}.${place}`)).find(Boolean);

/** The message for a figure; what is none has no message of its own that would help. */
const figureError = (errorAt: SectionProps['errorAt'], path: string): string | undefined => {
  const message = errorAt(path);
  return message?.includes('expected') ? 'Write a whole number.' : message;
};

const MOST_ORIGINS = 50;
const MOST_TAGS = 50;

/** The form's name, and whether it takes posts. */
export const NameSection = ({ draft, change, errorAt }: SectionProps) => (
  <section class="card" aria-label="Name">
    <div class="form">
      <TextField
        name="name"
        label="Name"
        autoComplete="off"
        value={draft.name}
        error={errorAt('name')}
        onInput={(event) => change({ name: event.currentTarget.value })}
      />
      <CheckField
        label="Active"
        hint="Switched off it takes no posts, and its page and script are gone."
        checked={draft.active}
        onCheck={(active) => change({ active })}
      />
    </div>
  </section>
);

/** From which pages browsers may post it. */
export const PlacesSection = ({ draft, change, errorAt }: SectionProps) => (
  <section class="card" aria-labelledby="places-title">
    <h2 id="places-title">Where it may be posted</h2>
    <div class="form">
      <CheckField
        label="From any page"
        hint="Otherwise browsers let only the sites below post it, and the form’s own page."
        checked={draft.anyPage}
        onCheck={(anyPage) => change({ anyPage })}
      />
      {!draft.anyPage && (
        <TextAreaField
          label="Sites, one a line"
          rows={3}
          value={draft.origins}
          placeholder="https://www.example.com"
          error={firstOf(errorAt, 'allowedOrigins', MOST_ORIGINS)}
          onInput={(event) => change({ origins: event.currentTarget.value })}
        />
      )}
    </div>
  </section>
);

/** What a visitor reads or where they go after posting. */
export const AfterwardsSection = ({ draft, change, errorAt }: SectionProps) => (
  <section class="card" aria-labelledby="afterwards-title">
    <h2 id="afterwards-title">Afterwards</h2>
    <div class="form">
      <TextAreaField
        label="Thank-you text"
        rows={2}
        value={draft.thanks}
        error={errorAt('thankYou.text')}
        onInput={(event) => change({ thanks: event.currentTarget.value })}
      />
      <TextField
        name="redirect"
        label="Or send them to"
        type="url"
        autoComplete="off"
        placeholder="https://www.example.com/thanks"
        value={draft.redirect}
        hint="Leave it empty to show the text."
        error={errorAt('thankYou.redirect')}
        onInput={(event) => change({ redirect: event.currentTarget.value })}
      />
    </div>
  </section>
);

/** What every lead of the form gets. */
export const DefaultsSection = ({ draft, change, errorAt }: SectionProps) => (
  <section class="card" aria-labelledby="defaults-title">
    <h2 id="defaults-title">Campaign and tags</h2>
    <div class="form">
      <TextField
        name="campaign"
        label="Campaign"
        autoComplete="off"
        value={draft.campaign}
        hint="For posts whose page named none."
        error={errorAt('defaults.campaign')}
        onInput={(event) => change({ campaign: event.currentTarget.value })}
      />
      <TagInput
        label="Tags"
        tags={draft.tags}
        hint="Every lead of this form gets them."
        error={firstOf(errorAt, 'defaults.tags', MOST_TAGS)}
        onChange={(tags) => change({ tags })}
      />
    </div>
  </section>
);

/** What makes a post a suspect, which is held back for somebody to look at. */
export const SpamSection = ({ draft, change, errorAt }: SectionProps) => (
  <section class="card" aria-labelledby="spam-title">
    <h2 id="spam-title">Spam</h2>
    <p class="soft section-note">A suspect is never lost: it waits among the quarantined submissions.</p>
    <div class="form">
      <TextField
        name="minimumSeconds"
        label="Seconds that a person needs at least"
        inputMode="numeric"
        value={draft.minimumSeconds}
        hint="A post that comes sooner after the form was shown is a suspect. 0 switches it off."
        error={figureError(errorAt, 'spam.minimumSeconds')}
        onInput={(event) => change({ minimumSeconds: event.currentTarget.value })}
      />
      <CheckField
        label="The form must have been shown"
        hint="Posts without the mark of the embed or the form’s own page are suspects. Leave it off for plain HTML forms and programs."
        checked={draft.tokenRequired}
        onCheck={(tokenRequired) => change({ tokenRequired })}
      />
      <SelectField
        label="The browser has to work for its post"
        value={draft.proofOfWork}
        hint="A second or so of computing, which people do not notice and which makes mass posting dear."
        error={errorAt('spam.proofOfWork')}
        onChange={(event) => change({ proofOfWork: proofNamed(event.currentTarget.value) })}
      >
        {Object.entries(PROOF_LABELS).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </SelectField>
      <div class="field-pair">
        <TextField
          name="perMinute"
          label="Posts a minute"
          inputMode="numeric"
          value={draft.perMinute}
          hint="More than this is many posts."
          error={figureError(errorAt, 'spam.perMinute')}
          onInput={(event) => change({ perMinute: event.currentTarget.value })}
        />
        <TextField
          name="perAddressPerMinute"
          label="From one network"
          inputMode="numeric"
          value={draft.perAddressPerMinute}
          hint="Posts a minute; more are suspects."
          error={figureError(errorAt, 'spam.perAddressPerMinute')}
          onInput={(event) => change({ perAddressPerMinute: event.currentTarget.value })}
        />
      </div>
    </div>
  </section>
);

/** Whose posts in another system's format belong to this form. */
export const DropInSection = ({ draft, change, errorAt }: SectionProps) => (
  <section class="card" aria-labelledby="drop-in-title">
    <h2 id="drop-in-title">In place of another system</h2>
    <p class="soft section-note">
      Pages that post to Salesforce or HubSpot go on as they are; only their address changes.
    </p>
    <div class="form">
      <TextField
        name="webToLeadOid"
        label="Salesforce organisation id (oid)"
        autoComplete="off"
        value={draft.webToLeadOid}
        error={errorAt('dropIn.webToLeadOid')}
        onInput={(event) => change({ webToLeadOid: event.currentTarget.value })}
      />
      <TextField
        name="hubspotFormGuid"
        label="HubSpot form GUID"
        autoComplete="off"
        value={draft.hubspotFormGuid}
        error={errorAt('dropIn.hubspotFormGuid')}
        onInput={(event) => change({ hubspotFormGuid: event.currentTarget.value })}
      />
    </div>
  </section>
);
