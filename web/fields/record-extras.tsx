import { type CustomValue, type Extras, valueInWords } from './custom-text.ts';
import { type FieldDefinition, type FieldRecord, useFieldsOf } from './field-queries.ts';

const Value = ({ definition, value }: { readonly definition: FieldDefinition; readonly value: CustomValue }) => {
  const words = valueInWords(definition, value);
  // The API takes none but http and https addresses into such a field.
  if (definition.kind !== 'url') return words;
  return (
    <a href={words} target="_blank" rel="noreferrer">
      {words}
    </a>
  );
};

interface RecordExtrasProps extends Extras {
  readonly record: FieldRecord;
}

/** A record's tags and the values of its custom fields; nothing when it has neither. */
export const RecordExtras = ({ record, custom, tags }: RecordExtrasProps) => {
  const definitions = useFieldsOf(record);
  const filled = definitions.flatMap((definition) => {
    const value = custom[definition.key];
    return value === undefined ? [] : [{ definition, value }];
  });
  if (filled.length === 0 && tags.length === 0) return null;
  return (
    <section class="card background" aria-labelledby="extras-title">
      <h2 id="extras-title">Details</h2>
      {filled.length > 0 && (
        <dl class="pairs">
          {filled.map(({ definition, value }) => (
            <div key={definition.key}>
              <dt>{definition.label}</dt>
              <dd>
                <Value definition={definition} value={value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {tags.length > 0 && (
        <ul class="chips" aria-label="Tags">
          {tags.map((tag) => (
            <li key={tag} class="chip tag">
              {tag}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
