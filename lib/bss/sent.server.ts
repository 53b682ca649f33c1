import 'server-only';

import { DecoratorHandler, type Dispatcher } from 'undici';

/** What undici lets through to its interceptors beside the request itself. */
interface Told {
  onSent?: () => void;
}

/** `onRequestStart` comes with a connection at hand, before the first byte is written to it. */
const told = (handler: Dispatcher.DispatchHandler, onSent: () => void): Dispatcher.DispatchHandler =>
  Object.assign(new DecoratorHandler(handler), {
    onRequestStart: (controller: Dispatcher.DispatchController, context: unknown) => {
      onSent();
      handler.onRequestStart?.(controller, context);
    },
  });

/** The same dispatcher, which calls `onSent` of a request when it has a connection and begins to leave. */
export const tellingWhenSent = (dispatcher: Dispatcher): Dispatcher =>
  dispatcher.compose((dispatch) => (options, handler) => {
    const { onSent } = options as Told;
    return dispatch(options, onSent ? told(handler, onSent) : handler);
  });
