import { useChat } from "@/lib/use-chat";

/** Two pixels under a header: nothing, dashed while reconnecting, solid while offline. Takes its room always (U76). */
export function WeatherLine() {
  const connection = useChat((state) => state.connection);
  return <div aria-hidden="true" className="weather-line" data-connection={connection} />;
}
