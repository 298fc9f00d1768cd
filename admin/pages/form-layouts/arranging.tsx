import React from 'react';
import { Button, Tag } from '../../components/button.tsx';
import { useDraft } from '../../components/drafts.ts';
import { Check, Field, Problem, TextInput } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { call, useAction } from '../../components/read.ts';
import { Restored } from '../../components/restored.tsx';
import { Sortable } from '../../components/sortable.tsx';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import type { KeptLayout } from '../../../db/form-layouts.ts';
import { wholeLayout, type FieldOfForm, type Layout, type Placed } from '../../../domain/own/layout.ts';
import type { OwnRecord } from '../../../domain/own/shapes.ts';

export type Arranged = FieldOfForm & { readonly title: string; readonly isOwn: boolean };

type ArrangingProps = {
  readonly record: OwnRecord;
  readonly profile: string;
  readonly fields: readonly Arranged[];
  readonly kept: KeptLayout | undefined;
  readonly onSaved: () => void;
};

/** Sections with their fields: dragged or moved by keys, half or whole line, shown or hidden. */
export function Arranging({ record, profile, fields, kept, onSaved }: ArrangingProps) {
  const { t } = useWords();
  const toast = useToast();
  const { run, busy, refused } = useAction();
  const draft = useDraft<Layout>(`form layout ${record} ${profile}`, wholeLayout(fields, kept?.layout ?? null));
  const { typed: layout, change } = draft;
  const keep = (wanted: Layout | null) =>
    run(async () => {
      await call('PUT', `/forms/${record}/layouts`, { profile, layout: wanted, version: kept?.version ?? 0 });
      draft.saved(layout);
      toast(t('frame.saved'), { tone: 'green' });
      onSaved();
    });
  const addSection = () => change({ sections: [...layout.sections, { title: { pl: '', en: '' }, fields: [] }] });
  return (
    <div className="arranging">
      <Problem>{refused?.message}</Problem>
      <Restored draft={draft} />
      <Lines layout={layout} fields={fields} onChange={change} />
      <div className="bar">
        <Button icon="plus" onClick={addSection}>
          {t('layout.add section')}
        </Button>
        <span className="grow" />
        {kept ? (
          <Button kind="quiet" icon="undo" busy={busy} onClick={() => void keep(null)}>
            {t('layout.reset')}
          </Button>
        ) : null}
        <Button kind="main" busy={busy} disabled={!draft.isDirty} onClick={() => void keep(withoutEmpty(layout))}>
          {t('frame.save')}
        </Button>
      </div>
    </div>
  );
}

type LinesProps = {
  readonly layout: Layout;
  readonly fields: readonly Arranged[];
  readonly onChange: (layout: Layout) => void;
};

const HEAD = 'section:';

/** One list of headings and fields: a field belongs to the heading above it, so that moving it is one gesture. */
function Lines({ layout, fields, onChange }: LinesProps) {
  const { t } = useWords();
  const byId = new Map(fields.map((field) => [field.id, field]));
  const placed = new Map(layout.sections.flatMap((section) => section.fields.map((field) => [field.id, field])));
  const lines = layout.sections.flatMap((section, i) => [
    `${HEAD}${i}`,
    ...section.fields.map(({ id }) => id).filter((id) => byId.has(id)),
  ]);
  const nameOf = (id: string) => byId.get(id)?.title ?? t('layout.section');
  const place = (field: Placed) =>
    onChange({
      sections: layout.sections.map((section) => ({
        ...section,
        fields: section.fields.map((one) => (one.id === field.id ? field : one)),
      })),
    });
  return (
    <Card flush>
      <Sortable
        label={t('layout.title')}
        items={lines}
        idOf={(id) => id}
        nameOf={nameOf}
        onOrder={(ids) => onChange(inOrder(layout, ids))}
      >
        {(id) =>
          id.startsWith(HEAD) ? (
            <SectionLine layout={layout} at={Number(id.slice(HEAD.length))} onChange={onChange} />
          ) : (
            <FieldLine field={byId.get(id)!} placed={placed.get(id)!} onChange={place} />
          )
        }
      </Sortable>
    </Card>
  );
}

/** What stands above the first heading joins it: a form never begins without a section. */
function inOrder(layout: Layout, ids: readonly string[]): Layout {
  const placed = new Map(layout.sections.flatMap((section) => section.fields.map((field) => [field.id, field])));
  const sections: { title: Layout['sections'][number]['title']; fields: Placed[] }[] = [];
  const loose: Placed[] = [];
  for (const id of ids) {
    if (id.startsWith(HEAD)) {
      const { title } = layout.sections[Number(id.slice(HEAD.length))]!;
      sections.push({ title, fields: loose.splice(0) });
    } else (sections.at(-1)?.fields ?? loose).push(placed.get(id)!);
  }
  return { sections };
}

/** A section without a name has no heading. */
function withoutEmpty({ sections }: Layout): Layout {
  return {
    sections: sections
      .filter(({ fields }) => fields.length > 0)
      .map(({ title, fields }) => ({
        title: title && (title.pl.trim() || title.en.trim()) ? named(title) : null,
        fields,
      })),
  };
}

function named({ pl, en }: { readonly pl: string; readonly en: string }) {
  return { pl: pl.trim() || en.trim(), en: en.trim() || pl.trim() };
}

type SectionLineProps = {
  readonly layout: Layout;
  readonly at: number;
  readonly onChange: (layout: Layout) => void;
};

function SectionLine({ layout, at, onChange }: SectionLineProps) {
  const { t } = useWords();
  const title = layout.sections[at]?.title ?? { pl: '', en: '' };
  const rename = (next: { pl: string; en: string }) =>
    onChange({ sections: layout.sections.map((section, i) => (i === at ? { ...section, title: next } : section)) });
  return (
    <div className="section-line">
      <Field label={t('layout.section pl')}>
        <TextInput
          value={title.pl}
          onChange={(pl) => rename({ ...title, pl })}
          placeholder={t('layout.no heading')}
          autoComplete="off"
        />
      </Field>
      <Field label={t('layout.section en')}>
        <TextInput value={title.en} onChange={(en) => rename({ ...title, en })} autoComplete="off" />
      </Field>
    </div>
  );
}

type FieldLineProps = {
  readonly field: Arranged;
  readonly placed: Placed;
  readonly onChange: (placed: Placed) => void;
};

function FieldLine({ field, placed, onChange }: FieldLineProps) {
  const { t } = useWords();
  return (
    <>
      <span className={placed.hidden ? 'muted' : 'strong'}>{field.title}</span>
      {field.isOwn ? <Tag tone="violet">{t('layout.own')}</Tag> : null}
      {field.must ? <Tag tone="accent">{t('own.required')}</Tag> : null}
      <span className="grow" />
      <Check
        label={t('layout.whole line')}
        checked={placed.width === 'whole'}
        onChange={(whole) => onChange({ ...placed, width: whole ? 'whole' : 'half' })}
      />
      <Check
        label={t('layout.shown')}
        checked={!placed.hidden || field.must === true}
        disabled={field.must === true}
        onChange={(shown) => onChange({ ...placed, hidden: !shown })}
      />
    </>
  );
}
