#!/usr/bin/env escript
%% reactor.escript PORT: a JSON peer over a WebSocket that handles elements. It needs nothing but Erlang itself.
-mode(compile).

-define(ELEMENTS, [<<"df:erlang_sum">>, <<"df:erlang_fail">>, <<"df:erlang_hang">>]).

main([Port]) ->
    {ok, Socket} = gen_tcp:connect("127.0.0.1", list_to_integer(Port), [binary, {active, false}, {nodelay, true}]),
    Rest = upgrade(Socket),
    send(Socket, <<"register">>, 1, #{<<"elements">> => ?ELEMENTS}),
    serve(Socket, Rest).

serve(Socket, Received) ->
    {Opcode, Content, Rest} = frame(Socket, Received),
    case Opcode of
        1 -> handle(Socket, decode(Content));
        9 -> write(Socket, 10, Content);
        8 -> closed(Socket, Content);
        _ -> ignored
    end,
    serve(Socket, Rest).

closed(Socket, <<Code:16, _/binary>> = Content) ->
    write(Socket, 8, Content),
    io:format("closed ~b~n", [Code]),
    halt(0).

handle(_, #{<<"type">> := <<"register">>, <<"payload">> := #{<<"ok">> := true}}) ->
    io:put_chars("registered\n");
handle(Socket, #{<<"type">> := <<"submit">>, <<"seq">> := Seq, <<"payload">> := #{<<"id">> := Id, <<"element">> := Element} = Packet}) ->
    case run(Element, maps:get(<<"data">>, Packet, null)) of
        {ok, Data} ->
            send(Socket, <<"result">>, Seq, #{<<"packet_id">> => Id, <<"status">> => <<"success">>, <<"data">> => Data, <<"duration_ms">> => 0});
        {error, Message} ->
            Error = #{<<"code">> => <<"PF500">>, <<"message">> => Message},
            send(Socket, <<"result">>, Seq, #{<<"packet_id">> => Id, <<"status">> => <<"error">>, <<"error">> => Error, <<"duration_ms">> => 0});
        never ->
            io:put_chars("hanging\n")
    end;
handle(_, #{<<"type">> := <<"heartbeat">>}) ->
    alive;
handle(_, Other) ->
    io:format("unexpected: ~p~n", [Other]),
    halt(1).

run(<<"erlang_sum">>, #{<<"items">> := Items, <<"note">> := Note}) -> {ok, #{<<"sum">> => lists:sum(Items), <<"note">> => Note}};
run(<<"erlang_fail">>, _) -> {error, <<"erlang says \"no\""/utf8>>};
run(<<"erlang_hang">>, _) -> never.

%% ---- WebSocket, the client's side

upgrade(Socket) ->
    Key = base64:encode(rand:bytes(16)),
    ok = gen_tcp:send(Socket, [
        "GET /packetflow/v1 HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n",
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: packetflow.v1.json\r\nSec-WebSocket-Key: ", Key, "\r\n\r\n"]),
    upgraded(Socket, <<>>).

upgraded(Socket, Received) ->
    case binary:split(Received, <<"\r\n\r\n">>) of
        [<<"HTTP/1.1 101 ", _/binary>>, Rest] -> Rest;
        [_] -> upgraded(Socket, more(Socket, Received))
    end.

frame(_, <<1:1, 0:3, Opcode:4, 0:1, Length:7, Content:Length/binary, Rest/binary>>) when Length < 126 ->
    {Opcode, Content, Rest};
frame(_, <<1:1, 0:3, Opcode:4, 0:1, 126:7, Length:16, Content:Length/binary, Rest/binary>>) ->
    {Opcode, Content, Rest};
frame(_, <<1:1, 0:3, Opcode:4, 0:1, 127:7, Length:64, Content:Length/binary, Rest/binary>>) ->
    {Opcode, Content, Rest};
frame(Socket, Received) ->
    frame(Socket, more(Socket, Received)).

more(Socket, Received) ->
    case gen_tcp:recv(Socket, 0) of
        {ok, Bytes} -> <<Received/binary, Bytes/binary>>;
        {error, closed} -> halt(0)
    end.

send(Socket, Type, Seq, Payload) ->
    write(Socket, 1, iolist_to_binary(encode(#{<<"type">> => Type, <<"seq">> => Seq, <<"payload">> => Payload}))).

write(Socket, Opcode, Content) ->
    Mask = rand:bytes(4),
    Length = byte_size(Content),
    Head = if
        Length < 126 -> <<1:1, 0:3, Opcode:4, 1:1, Length:7>>;
        Length < 65536 -> <<1:1, 0:3, Opcode:4, 1:1, 126:7, Length:16>>;
        true -> <<1:1, 0:3, Opcode:4, 1:1, 127:7, Length:64>>
    end,
    Repeated = binary:part(binary:copy(Mask, Length div 4 + 1), 0, Length),
    ok = gen_tcp:send(Socket, [Head, Mask, masked(Content, Repeated)]).

masked(One, Other) ->
    Bits = bit_size(One),
    <<A:Bits>> = One,
    <<B:Bits>> = Other,
    <<(A bxor B):Bits>>.

%% ---- JSON: objects are maps, strings are binaries. Erlang has a module for it from version 27 on.

encode(Map) when is_map(Map) -> [${, lists:join($,, [[encode(Key), $:, encode(Value)] || {Key, Value} <- maps:to_list(Map)]), $}];
encode(List) when is_list(List) -> [$[, lists:join($,, [encode(Item) || Item <- List]), $]];
encode(Text) when is_binary(Text) -> [$", [escape(Char) || <<Char/utf8>> <= Text], $"];
encode(Number) when is_integer(Number) -> integer_to_binary(Number);
encode(Number) when is_float(Number) -> float_to_binary(Number, [short]);
encode(Word) when is_atom(Word) -> atom_to_binary(Word).

escape($") -> <<"\\\"">>;
escape($\\) -> <<"\\\\">>;
escape(Char) when Char < 32 -> io_lib:format("\\u~4.16.0b", [Char]);
escape(Char) -> <<Char/utf8>>.

decode(Text) ->
    {Value, Rest} = value(space(Text)),
    <<>> = space(Rest),
    Value.

value(<<"null", Rest/binary>>) -> {null, Rest};
value(<<"true", Rest/binary>>) -> {true, Rest};
value(<<"false", Rest/binary>>) -> {false, Rest};
value(<<$", Rest/binary>>) -> text(Rest, <<>>);
value(<<${, Rest/binary>>) -> members(space(Rest), #{});
value(<<$[, Rest/binary>>) -> items(space(Rest), []);
value(Text) ->
    {match, [{0, Length}]} = re:run(Text, "^-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?", [{capture, first}]),
    <<Number:Length/binary, Rest/binary>> = Text,
    {number(Number), Rest}.

number(Text) ->
    case [binary:match(Text, Mark) =/= nomatch || Mark <- [<<".">>, <<"e">>, <<"E">>]] of
        [true, _, _] -> binary_to_float(Text);
        [false, false, false] -> binary_to_integer(Text);
        _ -> binary_to_float(re:replace(Text, "[eE]", ".0e", [{return, binary}]))
    end.

members(<<$}, Rest/binary>>, Map) -> {Map, Rest};
members(<<$,, Rest/binary>>, Map) -> members(space(Rest), Map);
members(<<$", Rest/binary>>, Map) ->
    {Key, AfterKey} = text(Rest, <<>>),
    <<$:, AfterColon/binary>> = space(AfterKey),
    {Value, AfterValue} = value(space(AfterColon)),
    members(space(AfterValue), Map#{Key => Value}).

items(<<$], Rest/binary>>, Items) -> {lists:reverse(Items), Rest};
items(<<$,, Rest/binary>>, Items) -> items(space(Rest), Items);
items(Text, Items) ->
    {Item, Rest} = value(Text),
    items(space(Rest), [Item | Items]).

text(<<$", Rest/binary>>, Text) -> {Text, Rest};
text(<<"\\u", High:4/binary, "\\u", Low:4/binary, Rest/binary>>, Text) when High >= <<"D800">>, High < <<"DC00">>; High >= <<"d800">>, High < <<"dc00">> ->
    Char = 16#10000 + ((binary_to_integer(High, 16) - 16#D800) bsl 10) + binary_to_integer(Low, 16) - 16#DC00,
    text(Rest, <<Text/binary, Char/utf8>>);
text(<<"\\u", Hex:4/binary, Rest/binary>>, Text) -> text(Rest, <<Text/binary, (binary_to_integer(Hex, 16))/utf8>>);
text(<<$\\, Char, Rest/binary>>, Text) -> text(Rest, <<Text/binary, (unescaped(Char))>>);
text(<<Char/utf8, Rest/binary>>, Text) -> text(Rest, <<Text/binary, Char/utf8>>).

unescaped($n) -> $\n;
unescaped($r) -> $\r;
unescaped($t) -> $\t;
unescaped($b) -> $\b;
unescaped($f) -> $\f;
unescaped(Char) -> Char.

space(<<Char, Rest/binary>>) when Char =:= $\s; Char =:= $\n; Char =:= $\r; Char =:= $\t -> space(Rest);
space(Text) -> Text.
