/** Whether an `Authorization` header is of the scheme that carries our tokens. */
export const isBearer = (authorization: string | null | undefined): boolean =>
  /^bearer(\s|$)/i.test(authorization ?? "");
