import { BaseRecord } from 'adminjs';
import type { CurrentAdmin, RecordJSON } from 'adminjs';

/** A record whose JSON holds what its resource may show, and of the records it refers to only their names. */
export class SafeRecord extends BaseRecord {
  override toJSON(viewer?: CurrentAdmin): RecordJSON {
    const { resource } = this;
    const whole = super.toJSON(viewer);
    const shown = new Set(resource.properties().map((property) => property.name()));
    const params = Object.fromEntries(Object.entries(this.params).filter(([path]) => shown.has(path.split('.')[0]!)));
    const populated = Object.fromEntries(
      Object.entries(this.populated)
        .filter(([path, record]) => record && shown.has(path.split('.')[0]!))
        .map(([path, record]) => [path, nameOnly(record as BaseRecord)]),
    );
    return { ...whole, params, populated } as RecordJSON;
  }
}

function nameOnly(record: BaseRecord): unknown {
  return {
    id: record.id(),
    title: record.title(),
    params: {},
    populated: {},
    errors: {},
    baseError: null,
    recordActions: [{ name: 'show' }],
    bulkActions: [],
  };
}
