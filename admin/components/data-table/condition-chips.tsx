import React, { useEffect, useRef, useState } from 'react';
import type { Condition } from '../../../domain/conditions/shapes.ts';
import { shortest } from '../../../domain/conditions/shortest.ts';
import type { ListDescription } from '../../../domain/lists/shapes.ts';
import { Button } from '../button.tsx';
import { Cancel, Dialog } from '../dialog.tsx';
import { Icon } from '../icon.tsx';
import { Popover } from '../popover.tsx';
import { useWords } from '../words.ts';
import { ConditionEditor } from './condition-editor.tsx';
import { addTo, asGroup, isGroup, removeAt, replaceAt } from './condition-tree.ts';
import { FactPicker } from './fact-picker.tsx';
import { RuleEditor } from './rule-editor.tsx';
import { factsOf, sayCondition, sayRelated, sayRule, type Speaking } from './say-condition.ts';

type ChipsProps = {
  readonly list: ListDescription;
  readonly condition: Condition | null;
  readonly onChange: (condition: Condition | null) => void;
  readonly speaking: Speaking;
  /** The list of what can be asked is open: the key F opens it from outside. */
  readonly adding: boolean;
  readonly onAdding: (adding: boolean) => void;
};

/** The condition of a view, a chip for each part that must hold. */
export function ConditionChips({ list, condition, onChange, speaking, adding, onAdding }: ChipsProps) {
  const { t } = useWords();
  const tree = asGroup(condition);
  // Anything but "all of these" is one thing: its parts mean nothing alone.
  const isFlat = tree.combinator === 'and' && !tree.not && tree.of === undefined;
  const parts = isFlat ? tree.rules : [tree];
  const [opened, setOpened] = useState<number>();
  const [whole, setWhole] = useState(false);
  const change = (next: Condition) => onChange(shortest(next));
  const add = (made: Condition) => {
    const next = isFlat ? addTo(tree, [], made) : { combinator: 'and' as const, rules: [tree, made] };
    onAdding(false);
    onChange(next);
    setOpened(asGroup(next).rules.length - 1);
  };
  return (
    <>
      {parts.map((part, i) => (
        <Chip
          key={i}
          list={list}
          part={part}
          speaking={speaking}
          isOpen={opened === i}
          onOpen={(open) => {
            if (open && isGroup(part)) setWhole(true);
            else setOpened(open ? i : undefined);
          }}
          onChange={(next) => onChange(isFlat ? replaceAt(tree, [i], next) : next)}
          onRemove={() => change(isFlat ? removeAt(tree, [i]) : { combinator: 'and', rules: [] })}
        />
      ))}
      <AddChip list={list} adding={adding} onAdding={onAdding} onAdd={add} onWhole={() => setWhole(true)} />
      {whole ? (
        <WholeCondition list={list} condition={condition} onChange={onChange} onClose={() => setWhole(false)} />
      ) : null}
      {parts.length > 1 ? (
        <button type="button" className="chip bare" onClick={() => onChange(null)}>
          {t('condition.clear')}
        </button>
      ) : null}
    </>
  );
}

type ChipProps = {
  readonly list: ListDescription;
  readonly part: Condition;
  readonly speaking: Speaking;
  readonly isOpen: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly onChange: (part: Condition) => void;
  readonly onRemove: () => void;
};

function Chip({ list, part, speaking, isOpen, onOpen, onChange, onRemove }: ChipProps) {
  const { t } = useWords();
  const holder = useRef<HTMLSpanElement>(null);
  const said = isGroup(part)
    ? part.of !== undefined
      ? sayRelated(part, speaking)
      : { title: '', phrase: sayCondition(part, speaking) }
    : sayRule(part, speaking);
  const fact = isGroup(part) ? undefined : factsOf({ list }).find(({ name }) => name === part.field);
  return (
    <span className="chip on split" ref={holder}>
      <button type="button" className="chip-open" onClick={() => onOpen(true)}>
        {said.title} <b>{said.phrase}</b>
      </button>
      <button
        type="button"
        className="chip-close"
        aria-label={t('condition.remove named', { title: said.title || said.phrase })}
        onClick={onRemove}
      >
        <Icon name="close" size={12} />
      </button>
      {isOpen && !isGroup(part) && fact ? (
        <ChipEditor label={said.title} anchor={holder.current} onClose={() => onOpen(false)}>
          {(close) => (
            <Slowly value={part} onChange={onChange}>
              {(draft, setDraft) => (
                <form
                  className="chip-editor"
                  onSubmit={(event) => {
                    event.preventDefault();
                    close();
                  }}
                >
                  <b className="strong">{said.title}</b>
                  <RuleEditor rule={draft} fact={fact} onChange={setDraft} />
                </form>
              )}
            </Slowly>
          )}
        </ChipEditor>
      ) : null}
    </span>
  );
}

type ChipEditorProps = {
  readonly label: string;
  readonly anchor: HTMLElement | null;
  readonly onClose: () => void;
  readonly children: (close: () => void) => React.ReactNode;
};

function ChipEditor({ label, anchor, onClose, children }: ChipEditorProps) {
  return (
    <Popover label={label} anchor={anchor} onClose={onClose}>
      {children(onClose)}
    </Popover>
  );
}

type SlowlyProps<Value> = {
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly children: (draft: Value, setDraft: (draft: Value) => void) => React.ReactNode;
};

/** The list is read again when the typing rests, not at every letter. */
function Slowly<Value>({ value, onChange, children }: SlowlyProps<Value>) {
  const [draft, setDraft] = useState(value);
  const latest = useRef({ draft, value, onChange });
  latest.current = { draft, value, onChange };
  const hand = () => {
    const { draft: mine, value: theirs, onChange: say } = latest.current;
    if (JSON.stringify(mine) !== JSON.stringify(theirs)) say(mine);
  };
  useEffect(() => {
    const timer = setTimeout(hand, 300);
    return () => clearTimeout(timer);
  }, [draft]);
  useEffect(() => hand, []);
  return <>{children(draft, setDraft)}</>;
}

type AddChipProps = {
  readonly list: ListDescription;
  readonly adding: boolean;
  readonly onAdding: (adding: boolean) => void;
  readonly onAdd: (made: Condition) => void;
  readonly onWhole: () => void;
};

function AddChip({ list, adding, onAdding, onAdd, onWhole }: AddChipProps) {
  const { t } = useWords();
  const holder = useRef<HTMLSpanElement>(null);
  return (
    <span ref={holder} className="holder">
      <button type="button" className="chip" onClick={() => onAdding(true)}>
        <Icon name="plus" size={12} />
        {t('condition.add short')} <kbd>F</kbd>
      </button>
      {adding ? (
        <Popover label={t('condition.add')} anchor={holder.current} onClose={() => onAdding(false)}>
          <FactPicker list={list} facts={list.facts} withRelated onPick={onAdd} />
          <div className="popover-foot">
            <Button
              kind="quiet"
              size="small"
              icon="filter"
              onClick={() => {
                onAdding(false);
                onWhole();
              }}
            >
              {t('condition.whole')}
            </Button>
          </div>
        </Popover>
      ) : null}
    </span>
  );
}

type WholeProps = Pick<ChipsProps, 'list' | 'condition' | 'onChange'> & { readonly onClose: () => void };

/** The whole condition in a drawer: what chips cannot say. */
function WholeCondition({ list, condition, onChange, onClose }: WholeProps) {
  const { t } = useWords();
  const [tree, setTree] = useState(() => asGroup(condition));
  const apply = () => {
    onChange(shortest(tree));
    onClose();
  };
  return (
    <Dialog
      title={t('condition.title')}
      drawer
      onClose={onClose}
      onSubmit={apply}
      actions={
        <>
          <Cancel />
          <Button kind="main" type="submit">
            {t('condition.apply')}
          </Button>
        </>
      }
    >
      <ConditionEditor list={list} tree={tree} onChange={setTree} />
    </Dialog>
  );
}
