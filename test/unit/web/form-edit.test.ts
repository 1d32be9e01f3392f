import { describe, expect, it } from 'vitest';
import { addField, relabel } from '../../../web/forms/field-drafts.ts';
import { contentOf } from '../../../web/forms/form-draft.ts';
import { beginEdit, changesOf, editedParts, overtakenEdit, savedEdit } from '../../../web/forms/form-edit.ts';
import { aWebForm } from './a-web-form.ts';

const begun = beginEdit(aWebForm());
const typing = (changes: Partial<typeof begun.draft>) => ({ ...begun, draft: { ...begun.draft, ...changes } });

describe('the editing of a form', () => {
  it('has changed nothing to begin with', () => {
    expect(editedParts(begun)).toEqual([]);
  });

  it('sends only the parts that changed', () => {
    const edit = typing({ name: 'Another name', minimumSeconds: '5' });
    const changes = changesOf(edit.began, contentOf(edit.draft));
    expect(Object.keys(changes).toSorted()).toEqual(['name', 'spam']);
    expect(changes.name).toBe('Another name');
  });

  it('does not take names in another order for a change', () => {
    const form = aWebForm();
    const { perMinute, ...others } = form.spam;
    expect(editedParts({ ...begun, began: { ...begun.began, spam: { perMinute, ...others } } })).toEqual([]);
  });

  it('begins anew on what was saved', () => {
    const edit = typing({ name: 'Another name' });
    const saved = savedEdit(edit, aWebForm({ name: 'Another name', version: 4 }));
    expect(saved.version).toBe(4);
    expect(editedParts(saved)).toEqual([]);
    expect(saved.draft).toEqual(edit.draft);
  });

  it('lets the name of an added field follow its label no more once it is saved', () => {
    const added = addField(begun.draft.fields);
    const row = added.at(-1)?.row ?? '';
    const edit = typing({ fields: relabel(added, row, 'Budget') });
    const saved = savedEdit(edit, aWebForm({ version: 4, fields: contentOf(edit.draft).fields }));
    const renamed = relabel(saved.draft.fields, row, 'How much?').at(-1);
    expect(renamed).toMatchObject({ key: 'budget', label: 'How much?' });
  });

  it('shows what the API made of it where that is not what was typed', () => {
    const saved = savedEdit(
      typing({ tags: ['Guide'] }),
      aWebForm({ defaults: { campaign: 'spring', tags: ['guide'] } }),
    );
    expect(saved.draft.tags).toEqual(['guide']);
  });
});

describe('a form that somebody else saved first', () => {
  it('takes over what this person left alone, and keeps what they typed', () => {
    const edit = typing({ thanks: 'See you.' });
    const overtaken = overtakenEdit(edit, aWebForm({ name: 'Their name', version: 4 }));
    expect(overtaken).toMatchObject({ theirs: ['name'], conflicts: [], edit: { version: 4 } });
    expect(overtaken.edit.draft).toMatchObject({ name: 'Their name', thanks: 'See you.' });
    expect(editedParts(overtaken.edit)).toEqual(['thankYou']);
  });

  it('names what both changed differently, and puts nothing in its place unasked', () => {
    const overtaken = overtakenEdit(typing({ name: 'My name' }), aWebForm({ name: 'Their name', version: 4 }));
    expect(overtaken.conflicts).toEqual(['name']);
    expect(overtaken.edit.draft.name).toBe('My name');
    expect(overtaken.edit.began.name).toBe('Their name');
  });

  it('has no conflict where both wrote the same', () => {
    const overtaken = overtakenEdit(typing({ name: 'Same name' }), aWebForm({ name: 'Same name', version: 4 }));
    expect(overtaken).toMatchObject({ theirs: ['name'], conflicts: [] });
    expect(editedParts(overtaken.edit)).toEqual([]);
  });
});
