/**
 * A real Temporal server for tests. `NURT_TEST_TEMPORAL_ADDRESS` names one with time skipping switched on (`npm test`
 * starts it). Workflows that are started through `connectTemporal().client` skip the time in which nothing happens: a
 * year passes in seconds. Each execution has a clock of its own.
 */
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import * as grpc from '@grpc/grpc-js';
import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import proto from '@temporalio/proto';
import {
  bundleWorkflowCode,
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  type WorkerOptions,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { registerNamespace } from '../../activities/temporal.ts';

export type TestTemporal = {
  readonly client: Client;
  readonly namespace: string;
  /** Starts a worker on `taskQueue`; stopped by `close`. */
  worker(options: TestWorker): Promise<Worker>;
  close(): Promise<void>;
};

export type TestWorker = Pick<WorkerOptions, 'activities'> & {
  readonly taskQueue: string;
  /** A file of workflows other than `workflows/index.ts`. */
  readonly workflowsPath?: string;
  /** A bundle that is ready. */
  readonly codePath?: string;
};

/** Connects, with a namespace that all tests of this process share. Skips time unless told otherwise. */
export async function connectTemporal({
  skipTime = true,
  namespace: given,
}: { readonly skipTime?: boolean; readonly namespace?: string } = {}): Promise<TestTemporal> {
  const address = process.env['NURT_TEST_TEMPORAL_ADDRESS'];
  if (!address) throw new Error('NURT_TEST_TEMPORAL_ADDRESS is not set: run the tests with npm test');
  const interceptors = [...(skipTime ? [skippingTime] : []), makeGrpcRetryInterceptor(defaultGrpcRetryOptions())];
  const connection = await Connection.connect({ address, interceptors });
  const namespace = given ?? (await (shared ??= makeNamespace(connection)));
  quiet();
  const native = await NativeConnection.connect({ address });
  const running: { worker: Worker; done: Promise<void> }[] = [];

  return {
    client: new Client({ connection, namespace }),
    namespace,
    async worker({ workflowsPath, codePath, ...options }) {
      const workflowBundle = codePath ? { codePath } : await bundleOnce(workflowsPath ?? ours);
      const worker = await Worker.create({ connection: native, namespace, workflowBundle, ...small, ...options });
      running.push({ worker, done: worker.run() });
      return worker;
    },
    async close() {
      for (const { worker } of running) if (worker.getState() === 'RUNNING') worker.shutdown();
      await Promise.all(running.map(({ done }) => done));
      await native.close();
      await connection.close();
    },
  };
}

/** Workflow code is bundled once per process and file; it takes seconds. */
export function bundleOnce(workflowsPath: string = ours): Promise<WorkflowBundleWithSourceMap> {
  let bundle = bundles.get(workflowsPath);
  if (!bundle) {
    bundle = bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
    bundles.set(workflowsPath, bundle);
  }
  return bundle;
}

const ours = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));
const bundles = new Map<string, Promise<WorkflowBundleWithSourceMap>>();
let shared: Promise<string> | undefined;

const small = {
  maxCachedWorkflows: 100,
  maxConcurrentWorkflowTaskExecutions: 8,
  maxConcurrentActivityTaskExecutions: 8,
  shutdownGraceTime: '1s',
  shutdownForceTime: '5s',
  stickyQueueScheduleToStartTimeout: '1s',
} as const;

async function makeNamespace(connection: Connection): Promise<string> {
  const namespace = `nurt-test-${randomBytes(4).toString('hex')}`;
  await registerNamespace(connection, namespace);
  return namespace;
}

let silenced = false;

/** The SDK tells of every state that a worker comes to; tests only want to hear of errors. */
export function quiet(): void {
  if (silenced) return;
  silenced = true;
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: 'OFF', forward: {} } },
  });
}

/** The SDK has no option for it yet: the field is set on every request that starts a workflow. */
const skippingTime: grpc.Interceptor = (options, next) =>
  new grpc.InterceptingCall(next(options), {
    sendMessage(message: Uint8Array, send) {
      const { StartWorkflowExecutionRequest, SignalWithStartWorkflowExecutionRequest } =
        proto.temporal.api.workflowservice.v1;
      const call = options.method_definition.path.split('/').pop();
      const type =
        call === 'StartWorkflowExecution'
          ? StartWorkflowExecutionRequest
          : call === 'SignalWithStartWorkflowExecution'
            ? SignalWithStartWorkflowExecutionRequest
            : undefined;
      if (!type) return send(message);
      const request = type.decode(message);
      request.timeSkippingConfig = { enabled: true, maxSessionSkipCount: 5000 } as never;
      send(type.encode(request as never).finish());
    },
  });
