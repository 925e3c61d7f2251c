import { type InputHTMLAttributes, useId } from "react";

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "id"> {
  label: string;
  /** how to do it right, before anything is wrong */
  hint?: string;
  /** what is wrong and how to mend it */
  problem?: string | undefined;
}

/** A labelled field; its problem stands beside it in words (A28). */
export function TextField({ label, hint, problem, ...input }: TextFieldProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-medium">
        {label}
      </label>
      <input
        {...input}
        id={id}
        className="field"
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-note`}
      />
      <p
        id={`${id}-note`}
        className={problem === undefined ? "mt-1 text-sm text-ink-3" : "mt-1 text-sm font-medium text-danger"}
      >
        {problem ?? hint}
      </p>
    </div>
  );
}
