import React from 'react';
import { Check, Field, Select, TextInput } from '../components/field.tsx';
import { useWords } from '../components/words.ts';
import { useFormWords } from './described.ts';
import type { Described, Entry, Property } from './described.ts';

type FieldsProps = {
  readonly described: Described;
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: Entry['errors'];
  readonly onChange: (path: string, value: unknown) => void;
};

/** The fields of a plain form, by the type of each column. */
export function Fields({ described, values, errors, onChange }: FieldsProps) {
  const words = useFormWords(described.id);
  return (
    <>
      {described.editProperties.map((property) => {
        const { propertyPath: path, type, isRequired } = property;
        const change = (value: unknown) => onChange(path, value);
        const value = values[path] ?? null;
        if (type === 'boolean') {
          return <Check key={path} label={words.column(property)} checked={value === true} onChange={change} />;
        }
        const error = errors[path];
        return (
          <Field
            key={path}
            label={words.column(property)}
            required={isRequired}
            error={error ? words.message(error.message) : undefined}
          >
            <Control
              property={property}
              resource={described.id}
              value={value === null ? '' : String(value)}
              onChange={change}
            />
          </Field>
        );
      })}
    </>
  );
}

type ControlProps = {
  readonly property: Property;
  readonly resource: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

function Control({ property, resource, value, onChange }: ControlProps) {
  const { t } = useWords();
  const words = useFormWords(resource);
  const { availableValues, isRequired, type, custom } = property;
  if (availableValues) {
    const choices = availableValues.map((each) => ({ value: each.value, label: words.choice(property, each.value) }));
    return <Select value={value} onChange={onChange} choices={choices} none={isRequired ? t('forms.choose') : '–'} />;
  }
  return (
    <TextInput
      value={value}
      onChange={onChange}
      kind={type === 'number' ? 'number' : 'text'}
      lines={custom.lines ?? 1}
    />
  );
}
