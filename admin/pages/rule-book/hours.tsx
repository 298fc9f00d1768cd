import React from 'react';
import { Check, TextInput } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { useWords } from '../../components/words.ts';
import type { AllowedHours, RuleBook } from '../../../domain/governor/rule-book.ts';

const channels = ['email', 'sms', 'phone'] as const;
const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
const usual: AllowedHours = { from: '08:00', to: '20:00', days: [1, 2, 3, 4, 5] };

type HoursProps = { readonly hours: RuleBook['hours']; readonly onChange: (hours: RuleBook['hours']) => void };

/** When each channel may disturb people; a channel without a rule may be used at any hour. */
export function Hours({ hours, onChange }: HoursProps) {
  const { t } = useWords();
  const set = (channel: string, rule: AllowedHours | undefined) => {
    const { [channel]: _old, ...others } = hours;
    onChange(rule ? { ...others, [channel]: rule } : others);
  };
  return (
    <Card title={t('rules.hours')}>
      <p className="second">{t('rules.hours text')}</p>
      <div className="rule-hours">
        {channels.map((channel) => (
          <fieldset key={channel}>
            <legend>{t(`rules.channel.${channel}`)}</legend>
            <Check
              label={t('rules.any hour')}
              checked={hours[channel] === undefined}
              onChange={(any) => set(channel, any ? undefined : usual)}
            />
            {hours[channel] ? <Rule rule={hours[channel]} onChange={(rule) => set(channel, rule)} /> : null}
          </fieldset>
        ))}
      </div>
    </Card>
  );
}

type RuleProps = { readonly rule: AllowedHours; readonly onChange: (rule: AllowedHours) => void };

function Rule({ rule, onChange }: RuleProps) {
  const { t } = useWords();
  const toggle = (day: number) => {
    const days = rule.days.includes(day) ? rule.days.filter((one) => one !== day) : [...rule.days, day].sort();
    onChange({ ...rule, days });
  };
  return (
    <div className="rule">
      <span className="rule-clock">
        <TextInput label={t('rules.from')} value={rule.from} onChange={(from) => onChange({ ...rule, from })} />
        <span aria-hidden="true">–</span>
        <TextInput label={t('rules.to')} value={rule.to} onChange={(to) => onChange({ ...rule, to })} />
      </span>
      <span className="bar">
        {weekdays.map((day) => (
          <button
            key={day}
            type="button"
            className={rule.days.includes(day) ? 'chip on' : 'chip'}
            aria-pressed={rule.days.includes(day)}
            title={t(`calendar.day.${day}`)}
            onClick={() => toggle(day)}
          >
            <span aria-hidden="true">{t(`rules.day.${day}`)}</span>
            <span className="unseen">{t(`calendar.day.${day}`)}</span>
          </button>
        ))}
      </span>
    </div>
  );
}
