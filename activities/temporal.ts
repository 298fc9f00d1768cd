/** The way to Temporal: connections of the worker and its client, and the namespace. */
import { Client, Connection, isGrpcServiceError, type ConnectionOptions } from '@temporalio/client';
import proto from '@temporalio/proto';
import { NativeConnection } from '@temporalio/worker';

export type TemporalPlace = {
  readonly address: string;
  readonly namespace: string;
  readonly apiKey?: string;
  readonly tls: boolean;
};

export type TemporalDoors = {
  readonly client: Client;
  readonly connection: NativeConnection;
  /** The namespace was not there: Temporal has forgotten everything, or never knew it. */
  readonly isNew: boolean;
  close(): Promise<void>;
};

const RETENTION_SECONDS = 7 * 86_400;
const NOT_FOUND = 5;
const ALREADY_EXISTS = 6;

/** Connects, and registers the namespace where it is missing. Throws when Temporal does not answer. */
export async function openTemporal(place: TemporalPlace): Promise<TemporalDoors> {
  const options: ConnectionOptions = {
    address: place.address,
    ...(place.apiKey ? { apiKey: place.apiKey } : {}),
    ...(place.tls ? { tls: true } : {}),
  };
  const ours = await Connection.connect(options);
  const isNew = await registerNamespace(ours, place.namespace);
  const connection = await NativeConnection.connect({
    address: place.address,
    ...(place.apiKey ? { apiKey: place.apiKey } : {}),
    ...(place.tls ? { tls: true } : {}),
  });
  return {
    client: new Client({ connection: ours, namespace: place.namespace }),
    connection,
    isNew,
    async close() {
      await connection.close();
      await ours.close();
    },
  };
}

/** True if it was not there. Returns when the server's own cache has seen it: until then everything is refused. */
export async function registerNamespace(connection: Connection, namespace: string): Promise<boolean> {
  const known = await connection.workflowService.describeNamespace({ namespace }).then(
    () => true,
    (error: unknown) => {
      if (isGrpcServiceError(error) && Number(error.code) === NOT_FOUND) return false;
      throw error;
    },
  );
  if (known) return false;
  const period = proto.google.protobuf.Duration.fromObject({ seconds: RETENTION_SECONDS });
  await connection.workflowService
    .registerNamespace({ namespace, workflowExecutionRetentionPeriod: period })
    .catch((error: unknown) => {
      if (!isGrpcServiceError(error) || Number(error.code) !== ALREADY_EXISTS) throw error;
    });
  await seen(connection, namespace);
  return true;
}

async function seen(connection: Connection, namespace: string): Promise<void> {
  const client = new Client({ connection, namespace });
  for (let left = 120; ; left--) {
    const refused = await client.workflow.count('WorkflowType = "none"').then(
      () => undefined,
      (error: unknown) => error,
    );
    if (refused === undefined) return;
    if (left === 0) throw refused;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
