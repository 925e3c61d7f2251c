"use client";
import { usePeople } from "@/lib/use-people";
import { PaneError } from "../boundary/pane-error";
import { Frame } from "../frame/frame";
import { PageColumn } from "../frame/page-column";
import { MatchNotice } from "./match-notice";
import { NobodyLeft } from "./nobody-left";
import { PeopleSkeleton } from "./people-skeleton";
import { PersonCard } from "./person-card";
import { useDecisions } from "./use-decisions";
import { useNewMatch } from "./use-new-match";

/** Whom one may like: one person below the other, each with room for who they are. */
export function PeopleScreen() {
  const access = usePeople();
  const { status, people, hasMore, loadMore, lastMatch, dismissMatch } = access;
  const { decide, problem, last, list } = useDecisions(access);
  const { newMatch, dismissNewMatch } = useNewMatch();
  const mutual = lastMatch ?? newMatch;
  const dismiss = () => {
    dismissMatch();
    dismissNewMatch();
  };
  return (
    <Frame title="People" skip="main">
      <PageColumn title="People">
        <p className="mt-2 text-ink-2">
          When you like each other, you can write. Nobody learns that you passed.
        </p>
        <p role="alert" className="mt-4 font-medium text-danger empty:hidden">
          {problem}
        </p>
        {mutual !== undefined && <MatchNotice key={mutual.id} match={mutual} onDismiss={dismiss} />}
        {mutual === undefined && last === "like" && problem === undefined && (
          <p className="rise mt-4">Liked. You will hear if it is mutual.</p>
        )}
        {people.length > 0 && (
          <ul ref={list} className="mt-6 space-y-4">
            {people.map((person) => (
              <PersonCard key={person.id} person={person} onDecide={(decision) => decide(person, decision)} />
            ))}
          </ul>
        )}
        {people.length === 0 && status === "loading" && <PeopleSkeleton />}
        {people.length === 0 && status === "failed" && (
          <div className="py-16">
            <PaneError onRetry={() => void loadMore()}>The people could not be loaded.</PaneError>
          </div>
        )}
        {people.length === 0 && status === "ready" && (
          <NobodyLeft decided={last !== undefined} onLook={() => void loadMore()} />
        )}
        {people.length > 0 && hasMore && (
          <button type="button" className="button mx-auto mt-6 flex" onClick={() => void loadMore()}>
            Show more
          </button>
        )}
      </PageColumn>
    </Frame>
  );
}
