<?php
// Runs one snippet inside the site: {"wordpress": DIR, "code": PHP, "arguments": {...}} in, the returned value as JSON out.

$request = json_decode(stream_get_contents(STDIN), true);
$_SERVER['HTTP_HOST'] = '127.0.0.1';
require $request['wordpress'] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';

$snippet = static function (array $in) use ($request) {
    return eval($request['code']);
};
$value = $snippet($request['arguments']);
echo "\n", json_encode($value, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_PARTIAL_OUTPUT_ON_ERROR);
