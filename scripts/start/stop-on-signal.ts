/** Aborts when somebody asks this program to stop, and says so at once: what then happens in order may take seconds. */
export function stopOnSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => {
      if (stop.signal.aborted) return;
      process.stdout.write("\nStopping …\n");
      stop.abort();
    });
  return stop.signal;
}
