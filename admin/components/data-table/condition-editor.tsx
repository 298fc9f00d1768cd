import React, { useRef, useState } from 'react';
import type { Condition, Group } from '../../../domain/conditions/shapes.ts';
import type { ListDescription } from '../../../domain/lists/shapes.ts';
import { Button } from '../button.tsx';
import { Select } from '../field.tsx';
import { Popover } from '../popover.tsx';
import { useWords } from '../words.ts';
import { addTo, isGroup, removeAt, replaceAt, type Path } from './condition-tree.ts';
import { FactPicker } from './fact-picker.tsx';
import { RuleEditor } from './rule-editor.tsx';
import { factsOf } from './say-condition.ts';

type EditorProps = {
  readonly list: Pick<ListDescription, 'facts' | 'related'>;
  readonly tree: Group;
  readonly onChange: (tree: Group) => void;
};

/** A whole condition as a tree: groups of "all" and "any", turned around, and groups about related records. */
export function ConditionEditor({ list, tree, onChange }: EditorProps) {
  return (
    <GroupEditor
      list={list}
      tree={tree}
      group={tree}
      path={[]}
      of={undefined}
      onChange={(next) => onChange(next as Group)}
    />
  );
}

type GroupEditorProps = {
  readonly list: EditorProps['list'];
  readonly tree: Condition;
  readonly group: Group;
  readonly path: Path;
  readonly of: string | undefined;
  readonly onChange: (tree: Condition) => void;
};

function GroupEditor(props: GroupEditorProps) {
  const { tree, group, path, onChange } = props;
  const { t } = useWords();
  const of = group.of ?? props.of;
  return (
    <div className={path.length > 0 ? 'group nested' : 'group'} role="group" aria-label={t('condition.group')}>
      <GroupHead {...props} />
      {group.rules.map((part, i) => (
        <Part key={i} {...props} of={of} part={part} path={[...path, i]} />
      ))}
      <div className="bar">
        <AddRule {...props} of={of} />
        {path.length < 4 ? (
          <Button
            kind="quiet"
            size="small"
            onClick={() => onChange(addTo(tree, path, { combinator: 'or', rules: [] }))}
          >
            {t('condition.add group')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function GroupHead({ list, tree, group, path, onChange }: GroupEditorProps) {
  const { t, language } = useWords();
  const related = list.related.find(({ of }) => of === group.of);
  const change = (next: Partial<Group>) => onChange(replaceAt(tree, path, { ...group, ...next }));
  const choices = related
    ? (['some', 'none'] as const).map((value) => ({ value, label: t(`condition.related.${value}`) }))
    : (['and', 'or', 'not and', 'not or'] as const).map((value) => ({ value, label: t(`condition.join.${value}`) }));
  const value = related ? (group.not ? 'none' : 'some') : `${group.not ? 'not ' : ''}${group.combinator}`;
  return (
    <div className="group-head">
      {related ? <b className="strong">{related.title[language]}</b> : null}
      <Select
        label={t('condition.group')}
        value={value}
        choices={choices}
        onChange={(chosen) =>
          related
            ? change({ not: chosen === 'none' })
            : change({ not: chosen.startsWith('not'), combinator: chosen.endsWith('or') ? 'or' : 'and' })
        }
      />
      <span className="grow" />
      {path.length > 0 ? (
        <Button
          kind="quiet"
          icon="close"
          label={t('condition.remove group')}
          onClick={() => onChange(removeAt(tree, path))}
        />
      ) : null}
    </div>
  );
}

function Part(props: GroupEditorProps & { readonly part: Condition }) {
  const { list, tree, part, path, of, onChange } = props;
  const { t, language } = useWords();
  if (isGroup(part)) return <GroupEditor {...props} group={part} />;
  const fact = factsOf({ list, of }).find(({ name }) => name === part.field);
  return (
    <div className="part">
      <b className="strong">{fact?.title[language] ?? part.field}</b>
      {fact ? (
        <RuleEditor rule={part} fact={fact} onChange={(rule) => onChange(replaceAt(tree, path, rule))} />
      ) : (
        <span className="red-ink small">{t('condition.unknown fact')}</span>
      )}
      <Button kind="quiet" icon="close" label={t('condition.remove')} onClick={() => onChange(removeAt(tree, path))} />
    </div>
  );
}

function AddRule({ list, tree, path, of, onChange }: GroupEditorProps) {
  const { t } = useWords();
  const holder = useRef<HTMLSpanElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <span ref={holder} className="holder">
      <Button kind="quiet" size="small" icon="plus" onClick={() => setOpen(true)}>
        {t('condition.add')}
      </Button>
      {open ? (
        <Popover label={t('condition.add')} anchor={holder.current} onClose={() => setOpen(false)}>
          <FactPicker
            list={list}
            facts={factsOf({ list, of })}
            withRelated={of === undefined}
            onPick={(made) => {
              setOpen(false);
              onChange(addTo(tree, path, made));
            }}
          />
        </Popover>
      ) : null}
    </span>
  );
}
