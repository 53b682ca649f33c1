import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Bench, MatrixSandbox } from './fault-matrix.test.fixture';
import { failure } from './scripted-server.test.fixture';

// A whole world and real sockets: a busy machine may need more than the usual five seconds.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const PAY = 'PayOrders';
const WAITS_FOR_PAYMENT = 6;

let matrix: MatrixSandbox;
let bench: Bench;
let orderIds: string[];

beforeAll(async () => {
  matrix = await MatrixSandbox.start(300);
});
afterAll(() => matrix.sandbox.close());
beforeEach(async () => {
  bench = matrix.open();
  const { order_infos } = await bench.time.until(bench.bss.listOrders({ status: WAITS_FOR_PAYMENT, limit: 100 }));
  orderIds = order_infos.map(({ order_id }) => order_id);
});
afterEach(() => bench.close());

const PRICE_ADJUSTMENT = 609;
/** An adjusted price must be paid as such; any other discount is left. */
async function mustUse(order_id: string) {
  const { discounts } = await bench.time.until(bench.bss.listOrderDiscounts({ order_id }));
  const adjusted = discounts.find(({ discount_type }) => discount_type === PRICE_ADJUSTMENT);
  return adjusted?.discount_id ? { id: adjusted.discount_id, type: PRICE_ADJUSTMENT } : null;
}

let discount: Awaited<ReturnType<typeof mustUse>> = null;
const pay = (order_id: string) =>
  bench.time.until(bench.bss.payOrder({ order_id, coupons: [], discount }, { priority: 'pay' }));
const orderOf = async (order_id: string) => (await bench.time.until(bench.bss.showOrder({ order_id }))).order_info;
const payments = () => matrix.journal(PAY).map(({ status }) => status);

/** Each test pays an order of its own. */
async function nextOrder(): Promise<string> {
  const [order] = orderIds;
  if (!order) throw new Error('no order waits for its payment');
  discount = await mustUse(order);
  return order;
}

describe('U19 and U20 a payment that was made, and nobody said so', () => {
  it.each([
    { kind: 'drop', drop: 'after' },
    { kind: 'blackhole', when: 'after' },
    { kind: 'status', status: 500, when: 'after' },
  ])('by %j: one call, an outcome that is unknown, and the order tells', async (fault) => {
    const order = await nextOrder();
    if (fault.kind === 'blackhole') {
      await bench.close();
      // Long enough for a sandbox on a busy machine to have made the payment.
      bench = matrix.open({ headersTimeoutMs: 1900 });
    }
    matrix.fault({ operation: PAY, ...fault });
    expect(await failure(pay(order))).toMatchObject({ code: 'upstream_outcome_unknown' });
    expect(payments()).toHaveLength(1);
    matrix.clearFaults();
    expect((await orderOf(order)).status).not.toBe(WAITS_FOR_PAYMENT);
    // What a person who does not know would do next is refused by the service.
    expect(await failure(pay(order))).toMatchObject({ code: 'upstream_refused' });
  });

  it('that did not arrive is unknown as well: only the order tells that it was not made', async () => {
    const order = await nextOrder();
    matrix.fault({ operation: PAY, kind: 'drop', drop: 'before' });
    expect(await failure(pay(order))).toMatchObject({ code: 'upstream_outcome_unknown' });
    expect(payments()).toEqual([0]);
    matrix.clearFaults();
    expect((await orderOf(order)).status).toBe(WAITS_FOR_PAYMENT);
  });
});

describe('U21 a payment that is refused', () => {
  it('was not made, keeps the code of the service, and is not repeated', async () => {
    const order = await nextOrder();
    matrix.fault({ operation: PAY, kind: 'refuse', code: 'CBC.99005003', message: 'Insufficient balance.' });
    expect(await failure(pay(order))).toMatchObject({ code: 'upstream_refused', upstreamCode: 'CBC.99005003' });
    expect(payments()).toEqual([400]);
    matrix.clearFaults();
    expect((await orderOf(order)).status).toBe(WAITS_FOR_PAYMENT);
  });
});

describe('a payment that goes well', () => {
  it('is one call, and then the order is paid', async () => {
    const order = await nextOrder();
    expect(await pay(order)).toEqual({});
    expect(payments()).toEqual([204]);
    expect((await orderOf(order)).status).not.toBe(WAITS_FOR_PAYMENT);
  });

  it('U22 at another amount than was shown can be read from the order', async () => {
    const order = await nextOrder();
    const shown = (await orderOf(order)).amount_after_discount;
    matrix.fault({ operation: PAY, kind: 'world', world: 'otherAmount', by: '-5.00' });
    await pay(order);
    matrix.clearFaults();
    expect(payments()).toEqual([204]);
    expect((await orderOf(order)).amount_after_discount).not.toBe(shown);
  });
});
